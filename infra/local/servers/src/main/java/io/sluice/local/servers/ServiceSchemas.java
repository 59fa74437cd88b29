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
     *
     * @param password of every role; letters and digits
     */
    public static List<String> statements(List<String> services, String password) {
        List<String> statements = new ArrayList<>();
        for (String service : services) {
            statements.add("create role %s login password '%s'".formatted(service, password));
            statements.add("create schema %1$s authorization %1$s".formatted(service));
            statements.add("alter role %1$s set search_path = %1$s, public".formatted(service));
            statements.add("grant temporary on database sluice to " + service);
        }
        return statements;
    }
}
