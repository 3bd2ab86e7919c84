-- Polling (dev.valence.polling): for each instance and kind of object when it is asked for next and how far that went.
-- A process that polls holds the row by its lease: next_at is then when anybody may take it over.
create table poll (
    instance_id bigint not null references instance on delete cascade,
    object_type text not null,
    next_at timestamptz not null,
    owner uuid,
    added_at timestamptz not null,
    rule uuid not null,                     -- what says that a record changed; another rule makes a new first look
    primed boolean not null default false,  -- false: what is there already is only noted at the next poll
    checkpoint timestamptz not null,        -- the latest date of a record, by the provider's clock; or of the last poll
    failures integer not null default 0,    -- in a row
    last_at timestamptz,                    -- the last complete poll
    found integer not null default 0,       -- changed records of that
    notice text,                            -- what went wrong, for people
    primary key (instance_id, object_type)
) with (fillfactor = 70);
create index poll_due on poll (next_at);

-- The state in which each record was last seen: what is written with its event, so that neither is there alone.
create table polled_record (
    instance_id bigint not null,
    object_type text not null,
    record uuid not null,                   -- hash of its id
    version uuid not null,                  -- hash of its date, or of the whole
    seen_at timestamptz not null,           -- to the day
    primary key (instance_id, object_type, record),
    foreign key (instance_id, object_type) references poll on delete cascade
);
create index polled_record_age on polled_record (instance_id, object_type, seen_at);
