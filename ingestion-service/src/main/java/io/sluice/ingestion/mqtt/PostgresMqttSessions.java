package io.sluice.ingestion.mqtt;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notes of what sessions have subscribed to. A session that is resumed does not say whether it came
 * to subscribe before its owner died; and to subscribe again makes a broker deliver again what is
 * not acknowledged yet.
 */
@Component
class PostgresMqttSessions {
    private final JdbcClient jdbc;

    PostgresMqttSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The note about a session, which is gone by this: who dies now leaves none. */
    Optional<MqttSubscriptions> take(String clientId) {
        return jdbc.sql(
                        "delete from ingestion.mqtt_session where client_id = ? returning"
                                + " subscriptions")
                .param(clientId)
                .query(String.class)
                .optional()
                .map(MqttSubscriptions::fromText);
    }

    void note(String clientId, MqttSubscriptions subscriptions) {
        jdbc.sql(
                        """
                        insert into ingestion.mqtt_session (client_id, subscriptions) values (?, ?)
                        on conflict (client_id) do update set subscriptions = excluded.subscriptions
                        """)
                .param(clientId)
                .param(subscriptions.toText())
                .update();
    }
}
