-- Runs of an execution from one of its steps (dev.valence.execution). Such an execution begins with copies of the steps before it.
alter table execution
    add column dry_run boolean not null default false,      -- nothing that writes is sent
    add column origin_id bigint,                            -- the execution that it runs again
    add column from_step text,                              -- where it begins; of other executions: null
    add column kept_steps integer not null default 0,       -- how many steps it has of its origin, without the trigger
    add column edited_steps text[] not null default '{}',   -- whose values somebody wrote, 'trigger' among them
    add column parent_step integer;                         -- of a sub-formula's run: the place of the step that runs it
create index execution_of_origin on execution (origin_id, id) where origin_id is not null;
