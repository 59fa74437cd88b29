-- The live sessions of all instances: each is held by one of them, and any of them can change it.
create table live_session (
    id uuid primary key,
    -- Of the window.
    window_micros bigint not null,
    -- Grows with each change.
    revision bigint not null default 1,
    -- The holder says so every few seconds that the session goes on.
    refreshed_at timestamptz not null default now(),
    width int not null,
    -- Of series, in the order that was asked for.
    series_ids int[] not null
);
