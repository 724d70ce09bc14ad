-- Carillon, tables of version 1 for Oracle 19 and newer. UNTESTED: derived from the tested scripts, never run by us on this database.
-- Times are microseconds since 1970, and 9223372036854775807 is never.
-- Ids are compared byte by byte as long as NLS_COMP and NLS_SORT are BINARY, the default.

create table carillon_job (
    namespace   varchar2(120 char) not null,
    id          varchar2(120 char) not null,
    version     number(19) not null,
    wake_up     number(19) not null,
    next_time   number(19) not null,
    executor    varchar2(255 char) not null,
    target      varchar2(1000 char) not null,
    state       varchar2(20 char) not null,
    held        number(10) not null,
    cancels     number(10) not null,
    tags        clob not null,
    definition  clob not null,
    schedule    clob not null,
    runs        clob not null,
    fault       clob,
    fault_time  number(19) default 0 not null,
    primary key (namespace, id)
);

create index carillon_job_due on carillon_job (namespace, executor, wake_up, id);

create index carillon_job_held on carillon_job (namespace, held);

create table carillon_node (
    namespace   varchar2(120 char) not null,
    id          varchar2(255 char) not null,
    epoch       number(19) not null,
    beats       number(19) not null,
    living      number(10) not null,
    seen_time   number(19) not null,
    progress    clob,
    primary key (namespace, id)
);

create table carillon_history (
    namespace       varchar2(120 char) not null,
    ended_time      number(19) not null,
    run_id          varchar2(36 char) not null,
    job_id          varchar2(120 char) not null,
    cause           varchar2(20 char) not null,
    scheduled_time  number(19) not null,
    started_time    number(19) not null,
    node            varchar2(255 char),
    attempt         number(10) not null,
    fence           number(19) not null,
    outcome         varchar2(20 char) not null,
    error           clob,
    return_value    clob,
    keep_count      number(10) not null,
    keep_until      number(19) not null,
    primary key (namespace, ended_time, run_id)
);

create index carillon_history_job on carillon_history (namespace, job_id, ended_time, run_id);

create table carillon_schema (
    version     number(10) not null primary key
);

insert into carillon_schema (version) values (1);
