-- Carillon, tables of version 1 for MariaDB 10.6 and newer.
-- Ids are compared byte by byte, blanks at their end included, hence the collation. Times are microseconds since 1970;
-- 9223372036854775807 is never.

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
    tags        mediumtext not null,
    definition  mediumtext not null,
    schedule    mediumtext not null,
    runs        mediumtext not null,
    fault       mediumtext,
    fault_time  bigint default 0 not null,
    primary key (namespace, id),
    index carillon_job_due (namespace, executor, wake_up, id),
    index carillon_job_held (namespace, held)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists carillon_node (
    namespace   varchar(120) not null,
    id          varchar(255) not null,
    epoch       bigint not null,
    beats       bigint not null,
    living      integer not null,
    seen_time   bigint not null,
    progress    mediumtext,
    primary key (namespace, id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

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
    error           text,
    return_value    text,
    keep_count      integer not null,
    keep_until      bigint not null,
    primary key (namespace, ended_time, run_id),
    index carillon_history_job (namespace, job_id, ended_time, run_id)
) engine = InnoDB character set utf8mb4 collate utf8mb4_nopad_bin;

create table if not exists carillon_schema (
    version     integer not null primary key
) engine = InnoDB;

insert ignore into carillon_schema (version) values (1);
