-- Carillon, tables of version 1 for H2 2.
-- Times are microseconds since 1970; 9223372036854775807 is never. The id comes first in the key, since H2 looks up a
-- list of values by the first column of an index only.

create table if not exists carillon_job (
    namespace   varchar(120) not null,
    id          varchar(120) not null,
    version     bigint not null,
    wake_up     bigint not null,
    next_time   bigint not null,
    executor    varchar(255) not null,
    target      varchar(1000) not null,
    state       varchar(20) not null,
    held        integer not null,
    cancels     integer not null,
    tags        varchar(100000) not null,
    definition  varchar(1000000) not null,
    schedule    varchar(1000000) not null,
    runs        varchar(1000000) not null,
    fault       varchar(100000),
    fault_time  bigint default 0 not null,
    primary key (id, namespace)
);

create index if not exists carillon_job_due on carillon_job (namespace, executor, wake_up, id);

create index if not exists carillon_job_held on carillon_job (namespace, held);

create table if not exists carillon_node (
    namespace   varchar(120) not null,
    id          varchar(255) not null,
    epoch       bigint not null,
    beats       bigint not null,
    living      integer not null,
    seen_time   bigint not null,
    progress    varchar(1000000),
    primary key (namespace, id)
);

create table if not exists carillon_history (
    namespace       varchar(120) not null,
    ended_time      bigint not null,
    run_id          varchar(36) not null,
    job_id          varchar(120) not null,
    cause           varchar(20) not null,
    scheduled_time  bigint not null,
    started_time    bigint not null,
    node            varchar(255),
    attempt         integer not null,
    fence           bigint not null,
    outcome         varchar(20) not null,
    error           varchar(10000),
    return_value    varchar(10000),
    keep_count      integer not null,
    keep_until      bigint not null,
    primary key (ended_time, run_id, namespace)
);

create index if not exists carillon_history_job on carillon_history (namespace, job_id, ended_time, run_id);

create table if not exists carillon_schema (
    version     integer not null primary key
);

insert into carillon_schema (version) select 1 where not exists (select 1 from carillon_schema where version = 1);
