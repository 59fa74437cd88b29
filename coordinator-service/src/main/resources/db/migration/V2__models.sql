-- Models by name. One is registered once a version of it is ready.
create table model (
    name           text primary key,
    -- Which version the nodes run that are not told otherwise; null until the first one is ready. Whoever changes that,
    -- versions or rollouts holds the lock of this row.
    stable_version text
);

create sequence model_upload;

-- Artifacts of models.
create table model_version (
    name         text not null references model (name),
    version      text not null,
    -- Names the bytes: another one when they are sent anew, so that nobody reads parts of both.
    upload       bigint not null unique default nextval('model_upload'),
    sha256       bytea not null check (length(sha256) = 32),
    size         bigint not null check (size > 0),
    -- What has come of it.
    received     bigint not null default 0 check (received between 0 and size),
    state        text not null check (state in ('uploading', 'ready')),
    -- As the ONNX file says: [{"name": ..., "type": ..., "shape": [...]}, ...]
    inputs       jsonb,
    outputs      jsonb,
    description  text,
    created_at   timestamptz not null,
    ready_at     timestamptz,
    primary key (name, version)
);

-- The bytes: row n has the n-th mebibyte, whatever the sizes they came in.
create table model_chunk (
    upload  bigint not null references model_version (upload) on delete cascade,
    -- Where it begins.
    start   bigint not null,
    bytes   bytea not null,
    primary key (upload, start)
);
alter table model_chunk alter column bytes set storage external;

-- What became of the tasks that a version was run for: counted with each result.
create table model_outcome (
    name      text not null,
    version   text not null,
    succeeded bigint not null default 0,
    failed    bigint not null default 0,
    primary key (name, version)
) with (fillfactor = 50);

-- A version that a share of the nodes tries.
create table rollout (
    id               bigint generated always as identity primary key,
    name             text not null,
    version          text not null,
    share            double precision not null check (share > 0 and share <= 1),
    max_failure_rate double precision not null check (max_failure_rate >= 0 and max_failure_rate <= 1),
    min_results      integer not null check (min_results > 0),
    state            text not null check (state in ('running', 'promoted', 'stopped')),
    reason           text,
    -- What was counted of the version before this began.
    succeeded_before bigint not null,
    failed_before    bigint not null,
    -- What was counted while it ran; null until it ends.
    succeeded        bigint,
    failed           bigint,
    started_at       timestamptz not null,
    ended_at         timestamptz,
    foreign key (name, version) references model_version (name, version)
);
create unique index rollout_running on rollout (name) where state = 'running';
create index rollout_of_version on rollout (name, version);
