package org.vigie.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.vigie.access.Caller.Answer;
import org.vigie.identity.ApiTokens;
import org.vigie.identity.Role;
import org.vigie.identity.SignIns;
import org.vigie.identity.web.Doors;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.texts.TextModules;
import org.vigie.servicedesk.views.SavedViews;

/** What each role may do with what is its own, found out by doing it; written down in docs/access.md. */
final class AccessTable {
    private static final String HEAD = """
            # Who may call what

            Found out by calling every route of a running house with the caller's own objects (`AccessTest`), and compared
            with this file at each build. **yes**: answered. **–**: answered 404, as if there were no such thing. What is
            another client's answers 404 to everybody, whatever stands here.

            - *Administrator*: an account that sees every client. A token of that role that is limited to clients has the
              rows of a delivery manager: accounts, tokens and the house's own figures belong to no client.
            - *Technician*, *delivery manager*: the provider's staff, in the clients given to them. Whose a mail is, is found
              out after it came: mails, their sources and what becomes of them are for an administrator and for a technician
              who sees every client, which the one of this table does not.
            - *Client manager*, *requester*: people of one client. They never get internal notes, alerts, checks, addresses,
              declarations, or the accounts of others. The portal is theirs: a requester sees there what they asked for or
              follow, a client manager what all of the client's people asked.
            - *Metrics*: a token that reads `/metrics` and nothing else.
            - *Nobody*: without session or token. **sign-in**: sent to the sign-in page. **401**: asked for a token.
              **open**: needs neither; behind a one-time link the link is the key.

            """;

    private final TwoClients clients;
    private final List<Route> routes;
    private final Map<String, Caller> columns = new LinkedHashMap<>();

    AccessTable(TwoClients clients, List<Route> routes) {
        this.clients = clients;
        this.routes = routes;
        var theirs = Set.of("alpha", "demo");
        columns.put("Administrator", clients.chief);
        columns.put("Technician", clients.person("table.technician", Role.TECHNICIAN, false, theirs));
        columns.put("Delivery manager", clients.person("table.manager", Role.DELIVERY_MANAGER, false, theirs));
        columns.put("Client manager", clients.caller("alpha.client-manager"));
        columns.put("Requester", clients.caller("alpha.requester"));
        columns.put("Metrics", clients.caller("metrics token of alpha"));
        columns.put("Nobody", clients.caller("nobody"));
    }

    String written() {
        var text = new StringBuilder(HEAD);
        text.append("| Route | ").append(String.join(" | ", columns.keySet())).append(" |\n|---|");
        columns.keySet().forEach(column -> text.append("---|"));
        text.append('\n');
        for (Route route : routes) {
            text.append("| `").append(route).append("` |");
            columns.values()
                    .forEach(caller ->
                            text.append(' ').append(cell(route, caller)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private String cell(Route route, Caller column) {
        if (Doors.isOpen(route.handler())) {
            return column.isNobody() ? "open" : "yes";
        }
        // Whoever signs out does it in a session of their own.
        Caller caller = route.pattern().equals("/sign-out") && column.viewer() != null
                ? Caller.person(
                        clients.house, column.name(), column.role(), clients.session(column.name()), column.viewer())
                : column;
        Estate own = ownOf(caller, route);
        Answer answer = caller.send(new ForeignMatrix.Case(caller, route, List.of()).asked(own, own));
        if (answer.status() >= 500 || answer.status() == 403) {
            throw new IllegalStateException(
                    route + " answers " + answer.status() + " to " + caller + ": " + answer.body());
        }
        if (answer.status() == 401) {
            return "401";
        }
        if (answer.sendsToSignIn() && column.isNobody()) {
            return "sign-in";
        }
        if (column.isNobody()) {
            throw new IllegalStateException(route + " answers " + answer.status() + " to nobody");
        }
        return answer.status() == 404 ? "–" : "yes";
    }

    /** Sessions, tokens, views and rules are ended by being used: each call that names one gets a fresh one. */
    private Estate ownOf(Caller caller, Route route) {
        var own = new TreeMap<>(clients.alpha.objects());
        var named = route.variables().values();
        if (caller.viewer() != null && named.contains(Kind.TOKEN)) {
            var token = clients.house.bean(ApiTokens.class).issue(caller.viewer(), "own", caller.role(), null, null);
            own.put(Kind.TOKEN, Long.toString(token.token().id()));
        }
        if (caller.viewer() != null && named.contains(Kind.VIEW)) {
            long view = clients.house
                    .bean(SavedViews.class)
                    .create(caller.viewer(), "own " + route, "", TicketSort.PRIORITY, false);
            own.put(Kind.VIEW, Long.toString(view));
        }
        if (caller.viewer() != null && route.pattern().contains("/text-modules/")) {
            own.put(
                    Kind.TEXT_MODULE,
                    clients.house
                            .bean(TextModules.class)
                            .put(caller.viewer(), "own-text", "own", "a text", false, null)
                            .key());
        }
        if (route.changes() && named.contains(Kind.ARTICLE)) {
            clients.addArticle("alpha", clients.chief.viewer(), own);
        }
        if (route.changes() && named.contains(Kind.SENDER_RULE)) {
            own.put(Kind.SENDER_RULE, clients.senderRule("alpha", "@own.example"));
        }
        if (route.changes()
                && (named.contains(Kind.LINK) || named.contains(Kind.TASK) || named.contains(Kind.WORKED))) {
            clients.addLink("alpha", own);
        }
        if (route.changes() && named.contains(Kind.RECURRENCE)) {
            clients.addRecurrence("alpha", own);
        }
        // Removed by one caller, there again for the next.
        clients.template("own-template");
        if (route.pattern().endsWith("/merge") || route.pattern().endsWith("/merge/undo")) {
            own.put(Kind.TICKET, Long.toString(clients.merged("alpha")));
        }
        if (route.changes() && named.contains(Kind.WEBHOOK)) {
            clients.addWebhook("own", "alpha", "own", own);
        }
        if (caller.viewer() != null && named.contains(Kind.SESSION)) {
            var visitor = clients.house
                    .bean(SignIns.class)
                    .resume(clients.session(caller.name()))
                    .orElseThrow();
            own.put(Kind.SESSION, Long.toString(visitor.sessionId()));
        }
        return new Estate(own);
    }

    /** What a client's own people read of what is the provider's. */
    List<String> oversteps() {
        var problems = new ArrayList<String>();
        var provider = List.of(
                "ordinary-note",
                "ordinary-article",
                "ordinary-url",
                "ordinary-bearer",
                "ordinary-address",
                "ordinary-mail",
                "ordinary-label");
        for (String column : List.of("Client manager", "Requester")) {
            Caller caller = columns.get(column);
            for (Route route : routes) {
                if (!route.readsAsText()) {
                    continue;
                }
                String body = caller.send(
                                new ForeignMatrix.Case(caller, route, List.of()).asked(clients.alpha, clients.alpha))
                        .body();
                provider.stream()
                        .filter(body::contains)
                        .forEach(word -> problems.add(column + " reads " + word + " at " + route));
            }
        }
        return problems;
    }
}
