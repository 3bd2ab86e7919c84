-- An application's own objects (dev.valence.mapping). A row belongs to the organization, to an account when that is set, or to
-- an instance when that is set.
create table object_definition (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organization,
    account_id bigint references account on delete cascade,
    instance_id bigint references instance on delete cascade,
    name text not null,
    fields text not null,                   -- JSON array, as it was sent
    unique nulls not distinct (organization_id, account_id, instance_id, name),
    check (account_id is null or instance_id is null)
);

create table transformation (
    id bigint generated always as identity primary key,
    organization_id bigint not null references organization,
    account_id bigint references account on delete cascade,
    instance_id bigint references instance on delete cascade,
    element_key text not null,
    name text not null,                     -- of the definition
    json text not null,                     -- as it was sent
    started_at timestamptz not null,
    unique nulls not distinct (organization_id, account_id, instance_id, element_key, name),
    check (account_id is null or instance_id is null)
);
create index object_definition_of_instance on object_definition (instance_id) where instance_id is not null;
create index transformation_of_instance on transformation (instance_id) where instance_id is not null;
