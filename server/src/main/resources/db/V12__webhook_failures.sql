-- Looks at an instance's webhooks that failed, in a row; the application is told once of each such time.
alter table webhook_watch add column failures integer not null default 0, add column told boolean not null default false;
