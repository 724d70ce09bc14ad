-- Carillon, tables of version 1 for PostgreSQL 12 and newer.
-- Ids are compared byte by byte, hence the collation. Times are microseconds since 1970; 9223372036854775807 is never.

create table if not exists carillon_job (
    namespace   varchar(120) collate "C" not null,
    id          varchar(120) collate "C" not null,
    version     bigint not null,
    wake_up     bigint not null,
    next_time   bigint not null,
    executor    varchar(255) collate "C" not null,
    target      varchar(1000) collate "C" not null,
    state       varchar(20) collate "C" not null,
    held        integer not null,
    cancels     integer not null,
    tags        text not null,
    definition  text not null,
    schedule    text not null,
    runs        text not null,
    fault       text,
    fault_time  bigint default 0 not null,
    primary key (namespace, id)
) with (fillfactor = 80);

create index if not exists carillon_job_due on carillon_job (namespace, executor, wake_up, id)
    where wake_up < 9223372036854775807;

create index if not exists carillon_job_held on carillon_job (namespace, id) where held > 0;

create table if not exists carillon_node (
    namespace   varchar(120) collate "C" not null,
    id          varchar(255) collate "C" not null,
    epoch       bigint not null,
    beats       bigint not null,
    living      integer not null,
    seen_time   bigint not null,
    progress    text,
    primary key (namespace, id)
);

create table if not exists carillon_history (
    namespace       varchar(120) collate "C" not null,
    ended_time      bigint not null,
    run_id          varchar(36) collate "C" not null,
    job_id          varchar(120) collate "C" not null,
    cause           varchar(20) collate "C" not null,
    scheduled_time  bigint not null,
    started_time    bigint not null,
    node            varchar(255) collate "C",
    attempt         integer not null,
    fence           bigint not null,
    outcome         varchar(20) collate "C" not null,
    error           text,
    return_value    text,
    keep_count      integer not null,
    keep_until      bigint not null,
    primary key (namespace, ended_time, run_id)
);

create index if not exists carillon_history_job on carillon_history (namespace, job_id, ended_time desc, run_id desc);

create table if not exists carillon_schema (
    version     integer not null primary key
);

insert into carillon_schema (version) values (1) on conflict do nothing;
