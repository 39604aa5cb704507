package org.vigie.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.vigie.access.Caller.Answer;
import org.vigie.access.Route.Asked;
import org.vigie.identity.web.Doors;

/** Every route of the house, asked by everybody of alpha for what is bravo's. */
final class ForeignMatrix {
    private static final Pattern BRAVO =
            Pattern.compile("(?i)bravo|" + TwoClients.CANARY + "|(?<![\\w-])70000\\d\\d(?![\\w-])");

    private final TwoClients clients;
    private final List<Route> routes;

    ForeignMatrix(TwoClients clients, List<Route> routes) {
        this.clients = clients;
        this.routes = routes;
    }

    /** One call: who, which route, and which of its variables are another's; the others are the caller's own. */
    record Case(Caller caller, Route route, List<String> foreign) {
        Asked asked(Estate own, Estate others) {
            Map<String, Kind> kinds = route.variables();
            return route.asked(name -> {
                Kind kind = kinds.get(name);
                return kind == Kind.PLAIN
                        ? Kind.plain(route.pattern(), name)
                        : (foreign.contains(name) ? others : own).of(kind);
            });
        }

        boolean namesItInThePath() {
            return route.inPath().stream().anyMatch(foreign::contains);
        }

        @Override
        public String toString() {
            return caller + ": " + route + " with bravo's " + foreign;
        }
    }

    private List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (Route route : routes) {
            List<String> references = route.references();
            for (Caller caller : clients.callers) {
                references.forEach(one -> cases.add(new Case(caller, route, List.of(one))));
                if (references.size() > 1) {
                    cases.add(new Case(caller, route, references));
                }
            }
        }
        return cases;
    }

    /** What a call for bravo's own gives away compared with a call for what never existed. */
    List<String> differences() {
        var cases = cases();
        var nothing = clients.bravo.neverExisted();
        long start = System.nanoTime();
        var problems = together(cases, one -> {
            Answer foreign = one.caller().send(one.asked(clients.alpha, clients.bravo));
            Answer unknown = one.caller().send(one.asked(clients.alpha, nothing));
            return judged(one, foreign, unknown);
        });
        System.out.printf(
                "access matrix: %d routes, %d callers, %d cases, %d calls in %d s%n",
                routes.size(),
                clients.callers.size(),
                cases.size(),
                2 * cases.size(),
                (System.nanoTime() - start) / 1_000_000_000);
        return problems;
    }

    private static String judged(Case one, Answer foreign, Answer unknown) {
        if (!foreign.comparable().equals(unknown.comparable())) {
            return one + " tells it from what never was:\n" + foreign.comparable() + "\n" + unknown.comparable();
        }
        if (one.caller().isNobody()) {
            boolean open = Doors.isOpen(one.route().handler());
            boolean refused = one.route().isForPrograms() ? foreign.status() == 401 : foreign.sendsToSignIn();
            return open || refused ? null : one + " answers " + foreign.status() + " to nobody";
        }
        boolean right =
                one.namesItInThePath() ? foreign.status() == 404 : foreign.status() < 500 && foreign.status() != 403;
        return right ? null : one + " answers " + foreign.status() + " " + foreign.body();
    }

    /** Words of bravo in what alpha reads, with alpha's own filters, without any, and searching for bravo's words. */
    List<String> leaks() {
        var asked = new ArrayList<Case>();
        for (Route route : routes) {
            if (route.readsAsText()) {
                clients.callers.forEach(caller -> asked.add(new Case(caller, route, List.of())));
            }
        }
        var searching = with(Map.of(Kind.SEARCH, TwoClients.CANARY));
        var unfiltered = with(Map.of(
                Kind.SEARCH, "", Kind.ASSET, "", Kind.TEAM, "", Kind.PERSON, "", Kind.SUBJECT, "", Kind.SERVICE, ""));
        return together(asked, one -> {
            var ways = one.route().inQuery().contains("q") ? List.of(unfiltered, searching) : List.of(unfiltered);
            for (Estate own : ways) {
                Answer answer = one.caller().send(one.asked(own, clients.bravo));
                // A page repeats what was searched for; that is no news of bravo.
                String body = answer.body().replaceAll("(q=|value=\")" + TwoClients.CANARY + "\\b", "");
                if (BRAVO.matcher(body).find()) {
                    return one + " shows bravo: " + around(body);
                }
                if (answer.status() >= 500) {
                    return one + " answers " + answer.status();
                }
            }
            return null;
        });
    }

    private Estate with(Map<Kind, String> other) {
        var objects = new TreeMap<>(clients.alpha.objects());
        objects.putAll(other);
        return new Estate(objects);
    }

    /** Which routes show bravo's words to bravo's own people: if few do, seeing none proves nothing. */
    Map<String, Boolean> seenByItsOwn() {
        var seen = new TreeMap<String, Boolean>();
        for (Route route : routes) {
            if (route.readsAsText()) {
                Answer answer = clients.bravosManager.send(
                        new Case(clients.bravosManager, route, List.of()).asked(clients.bravo, clients.bravo));
                assertThat(answer.status()).as(route + " " + answer.body()).isLessThan(500);
                seen.put(route.toString(), BRAVO.matcher(answer.body()).find());
            }
        }
        return seen;
    }

    private static String around(String body) {
        var found = BRAVO.matcher(body);
        return found.find()
                ? body.substring(Math.max(0, found.start() - 200), Math.min(body.length(), found.end() + 100))
                : "";
    }

    private interface Judge {
        String problem(Case one);
    }

    /** A few at a time; of many problems the first are enough. */
    private static List<String> together(List<Case> cases, Judge judge) {
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> calls = cases.stream()
                    .map(one -> (Callable<String>) () -> judge.problem(one))
                    .toList();
            var problems = new ArrayList<String>();
            for (Future<String> answer : threads.invokeAll(calls)) {
                if (answer.get() != null) {
                    problems.add(answer.get());
                }
            }
            return problems.size() <= 12 ? problems : problems.subList(0, 12);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
