-- Carillon, tables of version 1 for Db2 11.5 and newer. UNTESTED: derived from the tested scripts, never run by us on this database.
-- Times are microseconds since 1970, and 9223372036854775807 is never.
-- Make the database with the collation IDENTITY, so that ids are compared byte by byte.

create table carillon_job (
    namespace   varchar(120 codeunits32) not null,
    id          varchar(120 codeunits32) not null,
    version     bigint not null,
    wake_up     bigint not null,
    next_time   bigint not null,
    executor    varchar(255 codeunits32) not null,
    target      varchar(1000 codeunits32) not null,
    state       varchar(20 codeunits32) not null,
    held        integer not null,
    cancels     integer not null,
    tags        clob(1m) not null,
    definition  clob(1m) not null,
    schedule    clob(1m) not null,
    runs        clob(1m) not null,
    fault       clob(1m),
    fault_time  bigint default 0 not null,
    primary key (namespace, id)
);

create index carillon_job_due on carillon_job (namespace, executor, wake_up, id);

create index carillon_job_held on carillon_job (namespace, held);

create table carillon_node (
    namespace   varchar(120 codeunits32) not null,
    id          varchar(255 codeunits32) not null,
    epoch       bigint not null,
    beats       bigint not null,
    living      integer not null,
    seen_time   bigint not null,
    progress    clob(1m),
    primary key (namespace, id)
);

create table carillon_history (
    namespace       varchar(120 codeunits32) not null,
    ended_time      bigint not null,
    run_id          varchar(36 codeunits32) not null,
    job_id          varchar(120 codeunits32) not null,
    cause           varchar(20 codeunits32) not null,
    scheduled_time  bigint not null,
    started_time    bigint not null,
    node            varchar(255 codeunits32),
    attempt         integer not null,
    fence           bigint not null,
    outcome         varchar(20 codeunits32) not null,
    error           clob(1m),
    return_value    clob(1m),
    keep_count      integer not null,
    keep_until      bigint not null,
    primary key (namespace, ended_time, run_id)
);

create index carillon_history_job on carillon_history (namespace, job_id, ended_time, run_id);

create table carillon_schema (
    version     integer not null primary key
);

insert into carillon_schema (version) values (1);
