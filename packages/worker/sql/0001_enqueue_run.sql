-- All files in this folder run at every start, in order: each must be able to run again.

-- Counts enqueued runs. As a run's priority it keeps the runs of one subject in the order they came, where DBOS alone
-- would order those of the same millisecond by id.
create sequence if not exists public.run_order as integer;

-- All that the store knows of the engine. Idempotent: a delivery has at most one run per subject. In plpgsql, which keeps
-- its plans: a function in SQL is planned at every call, which cost half as much again.
create or replace function public.enqueue_run(delivery_id text, subject text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform dbos.enqueue_workflow(
    workflow_name => 'handleDelivery',
    queue_name => 'subjects',
    positional_args => array[json_build_object('deliveryId', delivery_id, 'subject', subject)],
    workflow_id => delivery_id || '@' || subject,
    priority => nextval('public.run_order')::integer,
    queue_partition_key => subject);
end $$;

-- Supabase grants what is new in `public` to everybody; a bare Postgres may not have these roles yet.
revoke all on sequence public.run_order from public;
revoke execute on function public.enqueue_run(text, text) from public;
do $$
declare
  everybody text;
begin
  for everybody in select rolname from pg_catalog.pg_roles where rolname in ('anon', 'authenticated', 'service_role') loop
    execute format('revoke all on sequence public.run_order from %I', everybody);
    execute format('revoke execute on function public.enqueue_run(text, text) from %I', everybody);
  end loop;
end $$;
