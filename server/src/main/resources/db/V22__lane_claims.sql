-- Counts how often a lane went to a process. A lease is of one claim: a process that lost a lane and took it again later must not
-- let an execution go on that it still runs from before.
alter table execution_lane add column claim bigint not null default 0;
