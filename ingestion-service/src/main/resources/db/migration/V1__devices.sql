create table device (
    id text primary key,
    name text not null,
    type text not null,
    location text not null,
    labels jsonb not null,
    expected_interval_millis bigint check (expected_interval_millis > 0),
    installed_date date,
    status text,
    status_at timestamptz,
    deleted boolean not null default false,
    -- Counts the changes. A change is on the topic "devices" when published_version has caught up with it.
    version bigint not null,
    published_version bigint not null default 0
);

create index device_labels on device using gin (labels jsonb_path_ops);
create index device_unpublished on device (id) where version <> published_version;
