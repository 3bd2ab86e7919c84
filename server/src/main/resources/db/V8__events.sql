-- Events (dev.valence.event): what a provider told of, one row for each notification that an application gets; one
-- partition a day, made ahead and dropped whole when older than the setting valence.events.retention.
create sequence event_id;
create table event (
    id bigint not null,
    received_at timestamptz not null,
    organization_id bigint not null,
    account_id bigint not null,
    instance_id bigint not null,
    element_key text not null,
    source text not null check (source in ('webhook', 'polling', 'post', 'test', 'platform')),
    objects jsonb not null,     -- array of {objectType, objectId, eventType, date}
    raw text not null,          -- the provider's whole body as JSON, unchanged where it was JSON
    primary key (id, received_at)
) partition by range (received_at);
create index event_of_instance on event (instance_id, id);
create index event_of_account on event (account_id, id);

-- What the provider's own identity of an event hashes to; an event that comes again is found here and not stored again.
create table event_identity (
    instance_id bigint not null,
    identity uuid not null,     -- the first half of a SHA-256
    event_id bigint not null,
    received_at timestamptz not null,
    primary key (instance_id, identity)
);
create index event_identity_age on event_identity (received_at);

-- Posts that were not taken, counted by reason, process-wide numbers added up by the hour.
create table event_refusal (
    hour timestamptz not null,
    element_key text not null,
    reason text not null,
    count bigint not null,
    primary key (hour, element_key, reason)
);

-- The application's side of an instance: where its deliveries stand (dev.valence.delivery). A process that delivers holds
-- the row by its lease; claim_at is when anybody may take it next: when something is due, or when the lease ends.
create table endpoint (
    instance_id bigint primary key references instance on delete cascade,
    active boolean not null default true,   -- false: deliveries are queued until they are released
    claim_at timestamptz,                   -- null: nothing waits
    owner uuid,
    failures integer not null default 0,    -- in a row, over all deliveries
    opened_at timestamptz,                  -- the circuit is open since; null: closed
    notice text                             -- why it is not active or the circuit is open, for people
) with (fillfactor = 50);
create index endpoint_to_claim on endpoint (claim_at) where claim_at is not null;

create table delivery (
    event_id bigint not null,
    received_at timestamptz not null,       -- of the event: both are dropped together
    instance_id bigint not null,
    object_key bigint,                      -- hash of the one object it tells of; null: of several
    state text not null check (state in ('waiting', 'delivered', 'dead', 'queued')),
    attempts integer not null default 0,    -- since it was last released
    due_at timestamptz not null,
    settled_at timestamptz,
    reason text,                            -- of a dead or queued delivery
    primary key (event_id, received_at)
) partition by range (received_at);
create index delivery_due on delivery (instance_id, due_at, event_id) where state = 'waiting';
create index delivery_in_order on delivery (instance_id, object_key, event_id) where state = 'waiting';
create index delivery_kept on delivery (instance_id, event_id) where state in ('dead', 'queued');

create sequence delivery_attempt_id;
create table delivery_attempt (
    id bigint not null default nextval('delivery_attempt_id'),
    received_at timestamptz not null,
    event_id bigint not null,
    at timestamptz not null,
    duration_ms integer not null,
    url text not null,                      -- secrets in its query are masked
    request text not null,                  -- JSON: headers without secrets, and the length of the body
    status smallint,                        -- null: no answer
    reply text not null,                    -- the beginning of the answer, or what went wrong
    primary key (event_id, id, received_at)
) partition by range (received_at);

-- What happens to deliveries of an account: sent and retried, or kept until they are released.
alter table account add column failure_policy text not null default 'retry' check (failure_policy in ('retry', 'queue'));
