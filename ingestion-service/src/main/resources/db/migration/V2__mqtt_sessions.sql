-- What the sessions at the MQTT broker have subscribed to. A broker does not tell.
create table mqtt_session (
    client_id text primary key,
    subscriptions text not null
);
