package org.vigie.access;

import java.util.Map;
import java.util.Optional;

/**
 * What a variable of a route stands for: an object that belongs to somebody, or a plain value that belongs to nobody.
 * {@link #of} is the registry: whoever adds a route with a new variable adds a line there.
 */
enum Kind {
    CLIENT,
    CALENDAR,
    SITE,
    TEAM,
    PERSON,
    SERVICE,
    SERVICE_ID,
    ASSET,
    ASSET_ID,
    CHECK_ID,
    ALERT_ID,
    TICKET,
    SERIES,
    FIGURE,
    ACCOUNT,
    SESSION,
    TOKEN,
    VIEW,
    FILE,
    MAILBOX,
    MAIL,
    LETTER,
    SENDER_RULE,
    LINK,
    TEXT_MODULE,
    ARTICLE,
    TASK,
    RECURRENCE,
    WORKED,
    ENTRY,
    WEBHOOK,
    DELIVERY,
    SEARCH,
    SUBJECT,
    DECLARATION,
    PLAIN;

    /** Names that mean one thing wherever they stand. */
    private static final Map<String, Kind> ANYWHERE = Map.ofEntries(
            Map.entry("client", CLIENT),
            Map.entry("number", TICKET),
            Map.entry("asset", ASSET),
            Map.entry("service", SERVICE),
            Map.entry("site", SITE),
            Map.entry("calendar", CALENDAR),
            Map.entry("team", TEAM),
            Map.entry("assignee", PERSON),
            Map.entry("who", PERSON),
            Map.entry("requesterKey", PERSON),
            Map.entry("person", PERSON),
            Map.entry("series", SERIES),
            Map.entry("figure", FIGURE),
            Map.entry("account", ACCOUNT),
            Map.entry("session", SESSION),
            Map.entry("mailbox", MAILBOX),
            Map.entry("webhook", WEBHOOK),
            Map.entry("delivery", DELIVERY),
            Map.entry("task", TASK),
            Map.entry("recurrence", RECURRENCE),
            Map.entry("worked", WORKED),
            Map.entry("module", TEXT_MODULE),
            Map.entry("mail", MAIL),
            Map.entry("letter", LETTER),
            Map.entry("rule", SENDER_RULE),
            Map.entry("q", SEARCH),
            Map.entry("subject", SUBJECT));

    /** Names that mean one thing below one path. */
    private static final Map<String, Kind> BELOW = Map.ofEntries(
            Map.entry("/articles id", ARTICLE),
            Map.entry("/portal/articles id", ARTICLE),
            Map.entry("/recurrences id", RECURRENCE),
            Map.entry("/alerts id", ALERT_ID),
            Map.entry("/checks id", CHECK_ID),
            Map.entry("/assets id", ASSET_ID),
            Map.entry("/services id", SERVICE_ID),
            Map.entry("/clients key", CLIENT),
            Map.entry("/calendars key", CALENDAR),
            Map.entry("/account/tokens token", TOKEN),
            Map.entry("/accounts/tokens token", TOKEN),
            Map.entry("/tokens token", TOKEN),
            Map.entry("/views view", VIEW),
            Map.entry("/tickets/{number}/attachments/{file} file", FILE),
            Map.entry("/portal/tickets/{number}/attachments/{file} file", FILE),
            Map.entry("/clients/{client}/{section} key", SITE),
            Map.entry("/mailboxes key", MAILBOX),
            Map.entry("/webhooks key", WEBHOOK),
            Map.entry("/tickets/{number} other", TICKET),
            Map.entry("/tickets/{number} others", TICKET),
            Map.entry("/tickets/{number}/links ticket", TICKET),
            Map.entry("/tickets/{number}/merges tickets", TICKET),
            Map.entry("/tickets/{number}/links link", LINK),
            Map.entry("/tickets/{number}/splits entry", ENTRY),
            Map.entry("/mailboxes watchedClient", CLIENT),
            Map.entry("/mailboxes watchedAsset", ASSET),
            Map.entry("/mails id", MAIL),
            Map.entry("/clients text", DECLARATION));

    /** Values that belong to nobody, by name; a name alone or below a path. */
    private static final Map<String, String> PLAIN_VALUES = Map.ofEntries(
            Map.entry("category", "network-wifi"),
            Map.entry("template", "own-template"),
            Map.entry("/api/v1/templates key", "own-template"),
            Map.entry("every", "week"),
            Map.entry("first", "2040-01-02"),
            Map.entry("at", "08:00"),
            Map.entry("tasks", "one thing"),
            Map.entry("/api/v1/categories key", "backup"),
            Map.entry("seen", "network"),
            Map.entry("parent", ""),
            Map.entry("french", "Une catégorie"),
            Map.entry("english", "A category"),
            Map.entry("seen-title", "a title"),
            Map.entry("seen-description", "some words"),
            Map.entry("seen-impact", "MEDIUM"),
            Map.entry("seen-urgency", "MEDIUM"),
            Map.entry("language", "fr"),
            Map.entry("types", ""),
            Map.entry("/search type", ""),
            Map.entry("/articles due", "false"),
            Map.entry("/api/v1/articles due", "false"),
            Map.entry("audience", "client"),
            Map.entry("reviewBy", "2027-06-30"),
            Map.entry("fr", "an article"),
            Map.entry("en", ""),
            Map.entry("month", "2026-11"),
            Map.entry("lang", "en"),
            Map.entry("locale", "en"),
            Map.entry("theme", "dark"),
            Map.entry("next", "/account"),
            Map.entry("cursor", ""),
            Map.entry("limit", "1000"),
            Map.entry("sort", "newest"),
            Map.entry("show", "all"),
            Map.entry("kind", ""),
            Map.entry("state", ""),
            Map.entry("status", ""),
            Map.entry("/alerts status", "all"),
            Map.entry("/api/v1/alerts status", ""),
            Map.entry("priority", ""),
            Map.entry("severity", ""),
            Map.entry("range", "24h"),
            Map.entry("graph", "0"),
            Map.entry("step", "PT1H"),
            Map.entry("aggregate", "average"),
            Map.entry("from", "2026-11-01T00:00:00Z"),
            Map.entry("to", "2026-11-02T00:00:00Z"),
            Map.entry("/audit from", "2026-11-01"),
            Map.entry("/audit to", ""),
            Map.entry("/api/v1/audit to", ""),
            Map.entry("since", ""),
            Map.entry("until", ""),
            Map.entry("duration", "PT4H"),
            Map.entry("pause", "2026-11-01T08:00:00Z/2026-11-01T09:00:00Z"),
            Map.entry("verb", ""),
            Map.entry("head", ""),
            Map.entry("dryRun", "true"),
            Map.entry("/mails state", "all"),
            Map.entry("pattern", "@plain.example"),
            Map.entry("address", "somebody@plain.example"),
            Map.entry("imapHost", "127.0.0.1"),
            Map.entry("imapPort", ""),
            Map.entry("imapTls", "none"),
            Map.entry("folder", "INBOX"),
            Map.entry("smtpHost", ""),
            Map.entry("smtpPort", ""),
            Map.entry("smtpTls", ""),
            Map.entry("signIn", "password"),
            Map.entry("tokenUrl", ""),
            Map.entry("oauthClient", ""),
            Map.entry("oauthSecret", ""),
            Map.entry("oauthSecretExpires", ""),
            Map.entry("oauthScope", ""),
            Map.entry("refreshToken", ""),
            Map.entry("strangers", "hold"),
            Map.entry("acknowledges", "false"),
            Map.entry("afterwards", "seen"),
            Map.entry("silentAfterHours", ""),
            Map.entry("active", "false"),
            Map.entry("url", "http://localhost:1/hook"),
            Map.entry("/tickets/new kind", "incident"),
            Map.entry("/portal/new kind", "incident"),
            Map.entry("over", "false"),
            Map.entry("/portal/new form", ""),
            Map.entry("/portal/new person", ""),
            Map.entry("/portal title", "some words"),
            Map.entry("/portal/articles q", "some words"),
            Map.entry("/portal/tickets show", "open"),
            Map.entry("whose", "all"),
            Map.entry("/portal/tickets/{number}/messages deed", "answer"),
            Map.entry("/accounts person", ""),
            Map.entry("/tickets/new who", "somebody"),
            Map.entry("form", ""),
            Map.entry("tie", "related-to"),
            Map.entry("titles", "some words"),
            Map.entry("activity", "remote"),
            Map.entry("minutes", "15"),
            Map.entry("startedAt", ""),
            Map.entry("billable", "false"),
            Map.entry("list", "a list"),
            Map.entry("mine", "false"),
            Map.entry("due", ""),
            Map.entry("dueAt", ""),
            Map.entry("back", ""),
            Map.entry("anyway", "false"),
            Map.entry("people", "false"),
            Map.entry("children", "false"),
            Map.entry("event", "ticket.opened"),
            Map.entry("events", "ticket.opened"),
            Map.entry("deed", "try"),
            Map.entry("name", "respond"),
            Map.entry("key", "plain"),
            Map.entry("login", "nobody"),
            Map.entry("password", "a password of nobody"),
            Map.entry("/password token", "a-link-that-nobody-has"),
            Map.entry("/setup token", "a-link-that-nobody-has"),
            Map.entry("/opinion token", "a-link-that-nobody-has"),
            Map.entry("score", "5"),
            Map.entry("comment", "some words"),
            Map.entry("current", "not the password"),
            Map.entry("wanted", "another long password"),
            Map.entry("role", "technician"),
            Map.entry("/accounts role", "TECHNICIAN"),
            Map.entry("text", "some words"),
            Map.entry("visibility", "public"),
            Map.entry("internal", "false"),
            Map.entry("note", "some words"),
            Map.entry("reason", "waiting-for-client"),
            Map.entry("evidence", "some words"),
            Map.entry("solution", "some words"),
            Map.entry("requester", "some words"),
            Map.entry("title", "some words"),
            Map.entry("description", "some words"),
            Map.entry("hours", "4"),
            Map.entry("impact", "medium"),
            Map.entry("urgency", "medium"),
            Map.entry("/tickets impact", "MEDIUM"),
            Map.entry("/tickets urgency", "MEDIUM"),
            Map.entry("version", "1"),
            Map.entry("openedAt", ""),
            Map.entry("expiresAt", ""),
            Map.entry("section", "sites"),
            // A key of one's own choice: everybody may keep a text under it.
            Map.entry("/api/v1/text-modules key", "own-text"),
            // A key of one's own choice: each client may have a site of that name.
            Map.entry("/api/v1/clients/{key}/sites/{site} site", "alpha-site"),
            Map.entry("base", ""),
            Map.entry("view", "mine"),
            Map.entry("file", ""),
            Map.entry("/api/v1/tickets/{number}/attachments name", "a.txt"),
            Map.entry("where", "state:open"),
            Map.entry("shared", "false"),
            Map.entry("done", ""),
            Map.entry("timezone", "Europe/Paris"),
            Map.entry("mood", "healthy"));

    boolean belongsToSomebody() {
        return this != PLAIN;
    }

    static Kind of(String path, String variable) {
        return longest(BELOW, path, variable)
                .or(() -> longest(BELOW, withoutVersion(path), variable))
                .or(() -> longest(PLAIN_VALUES, path, variable).map(value -> PLAIN))
                .or(() -> Optional.ofNullable(ANYWHERE.get(variable)))
                .or(() -> Optional.ofNullable(PLAIN_VALUES.get(variable)).map(value -> PLAIN))
                .orElseThrow(() -> new IllegalStateException("the variable \"" + variable + "\" of " + path
                        + " has no filler: say in Kind whose it is (ANYWHERE, BELOW), or that it is nobody's"
                        + " (PLAIN_VALUES)"));
    }

    static String plain(String path, String variable) {
        return longest(PLAIN_VALUES, path, variable)
                .or(() -> Optional.ofNullable(PLAIN_VALUES.get(variable)))
                .orElseThrow();
    }

    private static String withoutVersion(String path) {
        return path.startsWith("/api/v1/") ? path.substring("/api/v1".length()) : path;
    }

    private static <T> Optional<T> longest(Map<String, T> known, String path, String variable) {
        return known.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("/"))
                .filter(entry -> {
                    String[] both = entry.getKey().split(" ");
                    return both[1].equals(variable) && (path + "/").startsWith(both[0] + "/");
                })
                .max(java.util.Comparator.comparingInt(entry -> entry.getKey().length()))
                .map(Map.Entry::getValue);
    }
}
