-- Sessions of the console act for their user on platform calls; those of the older log-ins only open the secrets.
alter table login_session add column console boolean not null default false;

-- Wrong passwords, by e-mail, user or address; the subject is a keyed hash, so that no list of tried e-mails is kept.
create table login_attempt (
    subject_hash bytea primary key,
    failures integer not null,
    since timestamptz not null
);
create index login_attempt_by_time on login_attempt (since);
