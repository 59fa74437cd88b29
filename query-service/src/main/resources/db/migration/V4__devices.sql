-- What the topic devices says of each device.
create table device (
    id text primary key,
    name text,
    type text,
    location text,
    labels jsonb not null default '{}',
    -- Null when nothing is expected.
    expected_interval interval,
    version bigint not null
);

create index device_labels on device using gin (labels jsonb_path_ops);
