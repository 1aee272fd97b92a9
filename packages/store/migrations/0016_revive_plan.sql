-- As before, but its plan is kept: as a string it was planned again for every delivery that comes again, a third of what the
-- database does for one. What is not reached is not looked up, so the engine may still be missing.
create or replace function public.revive_dead_run(delivery_id text, subject text) returns boolean
language plpgsql set search_path = '' as $$
begin
  if to_regprocedure('public.revive_run(text, text)') is null then
    return false;
  end if;
  return coalesce(public.revive_run(delivery_id, subject), false);
end $$;
