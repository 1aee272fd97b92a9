-- A step that a crash interrupted between its patch and its result is done again and may come to another patch.
grant update on public.workspace_patches to service_role;
