-- Artifacts of models.
create table model_version (
    name         text not null,
    version      text not null,
    sha256       bytea not null,
    size         bigint not null check (size > 0),
    -- What has come of it.
    received     bigint not null default 0,
    state        text not null check (state in ('uploading', 'ready', 'withdrawn')),
    -- As the ONNX file says: [{"name": ..., "type": ..., "shape": [...]}, ...]
    inputs       jsonb,
    outputs      jsonb,
    description  text,
    created_at   timestamptz not null,
    ready_at     timestamptz,
    primary key (name, version)
);

create table model_chunk (
    name    text not null,
    version text not null,
    -- Where it begins.
    start   bigint not null,
    bytes   bytea not null,
    primary key (name, version, start),
    foreign key (name, version) references model_version (name, version) on delete cascade
);
alter table model_chunk alter column bytes set storage external;

-- Which version the nodes run that are not told otherwise.
create table model (
    name           text primary key,
    stable_version text
);

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
    started_at       timestamptz not null,
    ended_at         timestamptz,
    foreign key (name, version) references model_version (name, version)
);
create unique index rollout_running on rollout (name) where state = 'running';

-- What became of the tasks that a version was run for: counted with each result.
create table model_outcome (
    name      text not null,
    version   text not null,
    succeeded bigint not null default 0,
    failed    bigint not null default 0,
    primary key (name, version)
);
