-- Calls of instances (dev.valence.activity): one partition a day, made ahead and dropped whole when older than the setting
-- valence.activity-retention. No foreign keys: what happened stays when the instance is gone.
create sequence activity_id;
create table activity (
    id bigint not null default nextval('activity_id'),
    at timestamptz not null,
    organization_id bigint not null,
    account_id bigint not null,
    owner_id bigint not null,
    instance_id bigint not null,
    element_key text not null,
    method text not null,
    path text not null,         -- with its query; secrets in it are masked
    status smallint not null,
    duration_us bigint not null,
    vendor_status smallint,     -- of the last vendor request that was answered
    request_id text not null,
    traced boolean not null,
    detail text not null,       -- JSON: steps, vendor requests and, when traced, headers and bodies without secrets
    primary key (id, at)
) partition by range (at);
create index activity_of_account on activity (account_id, at, id);
create index activity_of_instance on activity (instance_id, at, id);

-- Calls that were served and not recorded, because a process had more of them than it writes.
create table activity_gap (
    at timestamptz not null,
    dropped bigint not null
);
create index activity_gap_by_time on activity_gap (at);

-- When an instance was last called; kept to the minute.
create table instance_use (
    instance_id bigint primary key references instance on delete cascade,
    last_used_at timestamptz not null
);
