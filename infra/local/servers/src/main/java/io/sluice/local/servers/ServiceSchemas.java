package io.sluice.local.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of the database that each service has to itself: a role and a schema, both called as the
 * service.
 */
public final class ServiceSchemas {
    private ServiceSchemas() {}

    /**
     * The statements that make them, to be run by the superuser in the database {@code sluice}.
     * They may be run again.
     *
     * @param password of every role; letters and digits
     */
    public static List<String> statements(List<String> services, String password) {
        List<String> statements = new ArrayList<>();
        for (String service : services) {
            statements.add(role(service, password));
            statements.add(
                    "create schema if not exists %1$s authorization %1$s".formatted(service));
            statements.add("alter role %1$s set search_path = %1$s, public".formatted(service));
            statements.add("grant temporary on database sluice to " + service);
        }
        return statements;
    }

    /**
     * The statements that make the role {@code analyst}, for reading only, and the schema of its
     * views, which query-service fills. They may be run again. What the role may not do it has no
     * right to; its settings are defaults that a session can change.
     *
     * @param password letters and digits
     */
    public static List<String> analyst(String password) {
        return List.of(
                role("analyst", password),
                "alter role analyst connection limit 20",
                "alter role analyst set default_transaction_read_only = on",
                "alter role analyst set statement_timeout = '60s'",
                "alter role analyst set idle_in_transaction_session_timeout = '5min'",
                "alter role analyst set search_path = analyst",
                "create schema if not exists analyst authorization query",
                "revoke temporary on database sluice from public");
    }

    private static String role(String name, String password) {
        return """
        do $$begin if not exists (select from pg_roles where rolname = '%1$s') then \
        create role %1$s login password '%2$s'; end if; end$$\
        """
                .formatted(name, password);
    }
}
