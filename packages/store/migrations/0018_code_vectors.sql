-- requires extension: vector
-- Vectors belong to contents, as entries of indexes do: what was renamed or came back has them already. Until here nothing
-- has written into this table.
delete from public.code_chunks;
alter table public.code_chunks drop constraint code_chunks_pkey;
alter table public.code_chunks drop column path;
alter table public.code_chunks add column blob text not null;  -- what an index knows the content by: git's id, mostly
alter table public.code_chunks add primary key (repository, model, blob, start_line, end_line);
create index code_chunks_by_content on public.code_chunks (repository, model, content_sha256);
comment on column public.code_chunks.content_sha256 is 'Of what was embedded: path and lines.';

-- As on Supabase: whoever compares vectors names their type.
grant usage on schema extensions to service_role;

-- Lists come as JSON in text, which every REST API passes on as it is.
create function public.count_code_chunks(of_repository text, of_model text, blobs text)
returns table (blob text, chunks integer)
language sql stable set search_path = '' as $$
  select c.blob, count(*)::integer from public.code_chunks c
  where c.repository = of_repository and c.model = of_model
    and c.blob in (select value from jsonb_array_elements_text(blobs::jsonb))
  group by c.blob;
$$;

-- Gives chunks the vectors of others that say the same; answers with the hashes for which there is none.
create function public.adopt_code_chunks(of_repository text, of_model text, chunks text) returns setof text
language sql set search_path = '' as $$
  with wanted as (
    select * from jsonb_to_recordset(chunks::jsonb)
      as w(blob text, start_line integer, end_line integer, content_sha256 text)
  ), known as (
    select distinct on (c.content_sha256) c.content_sha256, c.embedding from public.code_chunks c
    where c.repository = of_repository and c.model = of_model
      and c.content_sha256 in (select w.content_sha256 from wanted w)
    order by c.content_sha256
  ), adopted as (
    insert into public.code_chunks (repository, model, blob, start_line, end_line, content_sha256, embedding)
    select of_repository, of_model, w.blob, w.start_line, w.end_line, w.content_sha256, k.embedding
    from wanted w join known k using (content_sha256)
    on conflict do nothing
  )
  select distinct w.content_sha256 from wanted w
  where w.content_sha256 not in (select k.content_sha256 from known k);
$$;

-- Compares with every chunk of these contents: exact, and quick enough for the chunks of one repository. An index for more
-- needs vectors of one length, which is that of the model that is chosen.
create function public.nearest_code_chunks(of_repository text, of_model text, near text, blobs text, most integer)
returns table (blob text, start_line integer, end_line integer, similarity double precision)
language sql stable set search_path = '' as $$
  select * from (
    select c.blob, c.start_line, c.end_line,
      1 - (c.embedding operator(extensions.<=>) near::extensions.vector) as similarity
    from public.code_chunks c
    where c.repository = of_repository and c.model = of_model
      and c.blob in (select value from jsonb_array_elements_text(blobs::jsonb))
  ) as compared
  where compared.similarity <> 'NaN'       -- of a vector without direction
  order by compared.similarity desc, compared.blob, compared.start_line
  limit most;
$$;

-- What no file has had for a month is forgotten.
create function public.keep_code_chunks(of_repository text, of_model text, blobs text) returns void
language sql set search_path = '' as $$
  delete from public.code_chunks c
  where c.repository = of_repository and c.model = of_model and c.created_at < now() - interval '30 days'
    and c.blob not in (select value from jsonb_array_elements_text(blobs::jsonb));
$$;

revoke execute on function
  public.count_code_chunks(text, text, text), public.adopt_code_chunks(text, text, text),
  public.nearest_code_chunks(text, text, text, text, integer), public.keep_code_chunks(text, text, text)
  from public, anon, authenticated, service_role;
grant execute on function
  public.count_code_chunks(text, text, text), public.adopt_code_chunks(text, text, text),
  public.nearest_code_chunks(text, text, text, text, integer), public.keep_code_chunks(text, text, text)
  to service_role;
