-- Webhooks at providers (dev.valence.reception): when an instance's are to be compared with what should be there. Whoever
-- moves the time on has the instance to itself until then.
create table webhook_watch (
    instance_id bigint primary key references instance on delete cascade,
    next_at timestamptz not null
);
create index webhook_watch_due on webhook_watch (next_at);
