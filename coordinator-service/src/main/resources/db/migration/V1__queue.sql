-- Nodes that run models. What they say of themselves; what is known of their leases is in table task.
create table node (
    id              text primary key,
    address         text,
    capacity        integer not null check (capacity between 1 and 10000),
    -- {"name": ["version", ...], ...}: the models that it runs, with the versions it holds.
    models          jsonb not null,
    labels          jsonb not null,
    push            boolean not null,
    draining        boolean not null default false,
    -- Another one for each start of the node's program.
    incarnation     text not null,
    -- As last said in a heartbeat: {"cpu": 0.5, "memory": 0.3, "running": 2}.
    load            jsonb,
    registered_at   timestamptz not null,
    last_heard_at   timestamptz not null,
    -- As last seen by housekeeping, to tell when it changes.
    is_offline      boolean not null default false
);

-- What each node has done. Apart from its registration: results do not wait for dispatch, which locks that.
create table node_tally (
    node_id   text primary key,
    succeeded bigint not null,
    failed    bigint not null
);

-- Tasks that ask for the same of a node make one class: dispatch matches classes with nodes, and takes tasks of a class
-- by an index alone.
create table task_class (
    id           bigint generated always as identity primary key,
    model        text not null,
    version      text not null default '',
    labels       jsonb not null,
    -- How many tasks of this class are queued. Changed in the transaction that changes them.
    waiting      bigint not null default 0 check (waiting >= 0),
    last_used_at timestamptz not null,
    unique (model, version, labels)
);

-- The source of fencing tokens: a later lease, of any task, has a greater one.
create sequence lease_token;

create table task (
    id                 uuid primary key,
    class_id           bigint not null,
    state              text not null
        check (state in ('queued', 'leased', 'succeeded', 'failed', 'expired', 'cancelled', 'dead')),
    -- 0 is the most urgent.
    priority           smallint not null check (priority between 0 and 9),
    -- Waiting tasks go in this order: when it was submitted, plus its priority times the step of ageing.
    rank               timestamptz not null,
    device_id          text,
    payload            bytea,
    payload_reference  text,
    webhook            text,
    idempotency_key    text,
    -- SHA-256 of what was asked for under the key.
    request_digest     bytea,
    submitted_at       timestamptz not null,
    deadline           timestamptz,
    max_attempts       smallint not null check (max_attempts between 1 and 20),
    attempts           smallint not null default 0,
    returns            smallint not null default 0,
    -- The node that had it last and did not finish it, and until when others go first.
    avoid_node         text,
    avoid_until        timestamptz,
    node_id            text,
    node_incarnation   text,
    -- Of the lease that is, or was the last.
    token              bigint,
    -- Of the last lease whose result was taken.
    reported_token     bigint,
    leased_version     text,
    leased_at          timestamptz,
    leased_until       timestamptz,
    finished_at        timestamptz,
    output             bytea,
    error              text,
    -- [{"at": ..., "state": ..., "node": ..., "attempt": ..., "reason": ...}, ...]
    history            jsonb not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);

create index task_queued on task (class_id, rank, id) where state = 'queued';
create index task_queued_deadline on task (deadline) where state = 'queued' and deadline is not null;
create index task_leased_until on task (leased_until) where state = 'leased';
create index task_leased_by on task (node_id) where state = 'leased';
create index task_finished on task (finished_at, id) where finished_at is not null;
create unique index task_idempotency on task (idempotency_key) where idempotency_key is not null;

-- Finished tasks whose record is not yet known to be on topic inference-results. Written with the task's last change.
create table outbox (
    task_id uuid primary key references task (id),
    -- Claimed for this batch of the relay; null while it waits.
    batch   bigint
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
create index outbox_batch on outbox (batch, task_id);

-- The relay that may claim: one row. A relay that was replaced has an older epoch, and can't claim any more.
create table outbox_relay (
    only_one   boolean primary key default true check (only_one),
    epoch      bigint not null,
    last_batch bigint not null
);
insert into outbox_relay (epoch, last_batch) values (0, 0);

-- Finished tasks with a webhook that was not answered yet. Written with the task's last change.
create table webhook_delivery (
    task_id    uuid primary key references task (id) on delete cascade,
    next_at    timestamptz not null,
    attempts   integer not null default 0,
    state      text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
    last_error text
);
create index webhook_due on webhook_delivery (next_at) where state = 'waiting';

-- The table of Spring Integration's lock registry, which guards housekeeping.
create table int_lock (
    lock_key      char(36) not null,
    region        varchar(100) not null,
    client_id     char(36),
    created_date  timestamp not null,
    expired_after timestamp not null,
    primary key (lock_key, region)
);
