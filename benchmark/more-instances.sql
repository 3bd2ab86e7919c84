-- 100,000 further instances like instance 1: all that a look-up reads, with tokens that nobody holds. What is encrypted
-- is copied and could not be decrypted there, which no call asks for.
-- References hold by construction, so their checks are left out, which halves the time.
set session_replication_role = replica;
set synchronous_commit = off;

insert into instance (organization_id, account_id, user_id, element_id, element_key, name, tags, token_sealed, token_hash,
        external_authentication, created_at, updated_at)
    select organization_id, account_id, user_id, element_id, element_key, name || ' ' || n, tags, token_sealed,
        sha256(uuid_send(gen_random_uuid())), external_authentication, created_at, updated_at
    from instance, generate_series(1, 100000) n where id = 1;

insert into instance_configuration (instance_id, key, value, sealed)
    select more.id, one.key, one.value, one.sealed
    from instance_configuration one, instance more
    where one.instance_id = 1 and more.id > 1;

insert into credential (instance_id, organization_id, generation, access_token_sealed, refresh_token_sealed, issued_at,
        life_seconds, state, refresh_due_at)
    select more.id, one.organization_id, one.generation, one.access_token_sealed, one.refresh_token_sealed, one.issued_at,
        one.life_seconds, one.state, one.refresh_due_at
    from credential one, instance more
    where one.instance_id = 1 and more.id > 1;

analyze instance, instance_configuration, credential;
