package org.vigie.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vigie.alerting.AlertNews;
import org.vigie.servicedesk.TicketNews;
import org.vigie.shared.News;
import org.vigie.shared.TenantId;
import tools.jackson.databind.json.JsonMapper;

/**
 * A piece of news as other systems hear it. It names what happened and to what; whoever wants to know more asks the REST
 * interface, which also knows what they may see.
 *
 * @param internal only the desk may know of it
 * @param path of the page, and below {@code /api/v1} of the resource
 */
record WebhookEvent(String name, TenantId tenant, Instant at, boolean internal, String path, Map<String, Object> data) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Every event there is, by name. */
    static final List<String> NAMES = List.of(
            "alert.acknowledged",
            "alert.cleared",
            "alert.opened",
            "alert.severity-changed",
            "ticket.assigned",
            "ticket.changed",
            "ticket.message",
            "ticket.opened",
            "ticket.paused",
            "ticket.promise-missed",
            "ticket.relapsed",
            "ticket.reopened",
            "ticket.resolved",
            "ticket.restored",
            "ticket.resumed",
            "ticket.step-passed",
            "ticket.taken");

    static boolean isKnown(String wanted) {
        return wanted.equals("*")
                || NAMES.contains(wanted)
                || wanted.endsWith(".*")
                        && NAMES.stream().anyMatch(name -> name.startsWith(wanted.substring(0, wanted.length() - 1)));
    }

    String body(String client) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", name);
        body.put("timestamp", at.toString());
        body.put("client", client);
        body.put("path", path);
        body.put("data", data);
        return JSON.writeValueAsString(body);
    }

    /** The body of a message that only tries whether messages arrive. */
    static String trial(Instant now) {
        return JSON.writeValueAsString(Map.of("type", "webhook.trial", "timestamp", now.toString(), "data", Map.of()));
    }

    /** Null when other systems do not hear of such news. */
    static @Nullable WebhookEvent of(News news) {
        return switch (news) {
            case TicketNews ticket -> of(ticket);
            case AlertNews alert -> of(alert);
            default -> null;
        };
    }

    private static WebhookEvent of(TicketNews news) {
        return switch (news) {
            case TicketNews.TicketOpened it ->
                about(
                        it,
                        "opened",
                        "kind",
                        word(it.kind()),
                        "priority",
                        it.priority().name(),
                        "team",
                        it.team(),
                        "openedAt",
                        it.openedAt());
            case TicketNews.TicketAssigned it -> about(it, "assigned", "team", it.team(), "assignee", it.assignee());
            case TicketNews.TicketTaken it -> about(it, "taken", "by", it.by());
            case TicketNews.TicketPaused it -> about(it, "paused", "reason", it.reason());
            case TicketNews.TicketResumed it -> about(it, "resumed");
            case TicketNews.MessageWritten it -> message(it);
            case TicketNews.TicketChanged it -> about(it, "changed");
            case TicketNews.ServiceRestored it -> about(it, "restored", "effectiveAt", it.effectiveAt());
            case TicketNews.ServiceRelapsed it -> about(it, "relapsed");
            case TicketNews.TicketResolved it -> about(it, "resolved");
            case TicketNews.TicketRated it -> about(it, "rated", "score", it.score());
            case TicketNews.TicketReopened it -> about(it, "reopened");
            case TicketNews.ClockBreached it ->
                about(it, "promise-missed", "promise", word(it.milestone()), "dueAt", it.dueAt());
            case TicketNews.StepPassed it -> step(it);
        };
    }

    /** Whom the desk tells of its own is nothing for a client. */
    private static WebhookEvent step(TicketNews.StepPassed it) {
        return among(about(
                it, "step-passed", "promise", word(it.milestone()), "step", it.point(), "passedAt", it.passedAt()));
    }

    private static WebhookEvent among(WebhookEvent event) {
        return new WebhookEvent(event.name, event.tenant, event.at, true, event.path, event.data);
    }

    private static WebhookEvent message(TicketNews.MessageWritten it) {
        WebhookEvent event =
                about(it, "message", "entry", it.entry(), "internal", it.internal(), "fromDesk", it.fromDesk());
        return new WebhookEvent(event.name, event.tenant, event.at, it.internal(), event.path, event.data);
    }

    private static WebhookEvent about(TicketNews news, String verb, @Nullable Object... facts) {
        return new WebhookEvent(
                "ticket." + verb,
                news.tenant(),
                news.at(),
                false,
                "/tickets/" + news.number(),
                data("number", news.number(), facts));
    }

    private static WebhookEvent of(AlertNews news) {
        return switch (news) {
            case AlertNews.AlertOpened it -> about(it, "opened", "severity", word(it.severity()));
            case AlertNews.AlertSeverityChanged it -> about(it, "severity-changed", "severity", word(it.severity()));
            case AlertNews.AlertAcknowledged it -> about(it, "acknowledged", "by", it.by());
            case AlertNews.AlertCleared it -> about(it, "cleared");
        };
    }

    private static WebhookEvent about(AlertNews news, String verb, @Nullable Object... facts) {
        Map<String, Object> data = data("id", news.alertId(), facts);
        data.put("asset", news.assetId());
        data.put("symptom", news.symptom());
        return new WebhookEvent("alert." + verb, news.tenant(), news.at(), true, "/alerts/" + news.alertId(), data);
    }

    /** In the order given; what is not there is left out. */
    private static Map<String, Object> data(String what, long id, @Nullable Object... facts) {
        var data = new LinkedHashMap<String, Object>();
        data.put(what, id);
        for (int i = 0; i < facts.length; i += 2) {
            Object value = facts[i + 1];
            if (value != null) {
                data.put(String.valueOf(facts[i]), value instanceof Instant at ? at.toString() : value);
            }
        }
        return data;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
