package org.vigie.server;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of the user's own, from {@code VIGIE_DATABASE_URL}. One user migrates and runs: it owns the tables, and
 * {@code force row level security} holds it behind the fence all the same, unless it may step over it.
 */
record ExternalDatabase(String url, String user, String password) {
    private static final int OLDEST = 16;
    /** A schema of this name stands in the database while a restore into it is not finished. */
    static final String UNFINISHED = "vigie_restore_unfinished";

    /** Reads {@code jdbc:postgresql://host:port/db?user=…&password=…} and {@code postgresql://user:password@host/db}. */
    static ExternalDatabase parse(String text, Speech speech) {
        try {
            URI uri = URI.create(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
            boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (!postgres || uri.getHost() == null || uri.getPath().length() < 2) {
                throw new Failure(speech.say("database.unreadable"));
            }
            Map<String, String> parameters = parameters(uri.getRawQuery());
            String user = parameters.remove("user");
            String password = parameters.remove("password");
            String userInfo = uri.getRawUserInfo();
            if (userInfo != null) {
                String[] parts = userInfo.split(":", 2);
                user = decode(parts[0]);
                password = parts.length > 1 ? decode(parts[1]) : password;
            }
            if (user == null || user.isEmpty()) {
                throw new Failure(speech.say("database.no-user"));
            }
            String url = "jdbc:postgresql://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                    + uri.getRawPath() + query(parameters);
            return new ExternalDatabase(url, user, password == null ? "" : password);
        } catch (IllegalArgumentException e) {
            // Without the cause: its message quotes the address, and the password with it.
            throw new Failure(speech.say("database.unreadable"));
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        if (query != null) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(decode(parts[0]), parts.length > 1 ? decode(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Refuses a user under whom one client could see another's rows, or who could not set the fence up. */
    void check(Speech speech) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select rolsuper, rolbypassrls,
                               rolcreaterole or exists (select from pg_roles where rolname = 'vigie_one') as has_roles,
                               current_setting('server_version_num')::int / 10000 as major,
                               exists (select from pg_namespace where nspname = 'vigie_restore_unfinished') as unfinished
                        from pg_roles where rolname = current_user
                        """)) {
            row.next();
            if (row.getInt("major") < OLDEST) {
                throw new Failure(speech.say("database.too-old", row.getInt("major"), OLDEST));
            }
            if (row.getBoolean("rolsuper") || row.getBoolean("rolbypassrls")) {
                throw new Failure(speech.say("database.over-the-fence", user));
            }
            if (!row.getBoolean("has_roles")) {
                throw new Failure(speech.say("database.no-createrole", user));
            }
            if (row.getBoolean("unfinished")) {
                throw new Failure(speech.say("restore.database-unfinished", url));
            }
        } catch (SQLException e) {
            throw new Failure(speech.say("database.unreachable", String.valueOf(e.getMessage())));
        }
    }

    /** Refuses a database in which something is, Vigie's or not: a restore makes everything itself. */
    void requireEmpty(Speech speech) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select n.nspname || '.' || c.relname
                          from pg_class c join pg_namespace n on n.oid = c.relnamespace
                         where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                           and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                                            and d.objid = c.oid and d.deptype = 'e')
                         order by 1 limit 1
                        """)) {
            if (row.next()) {
                throw new Failure(speech.say("restore.database-not-empty", url, row.getString(1)));
            }
        } catch (SQLException e) {
            throw new Failure(speech.say("database.unreachable", String.valueOf(e.getMessage())));
        }
    }

    Map<String, Object> settings() {
        return Map.of(
                "spring.datasource.url", url,
                "spring.datasource.username", user,
                "spring.datasource.password", password,
                "spring.flyway.url", url,
                "spring.flyway.user", user,
                "spring.flyway.password", password,
                "spring.flyway.placeholders.app_role", '"' + user.replace("\"", "\"\"") + '"');
    }
}
