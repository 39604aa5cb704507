package org.vigie.portal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.inventory.Dependencies;
import org.vigie.maintenance.Occurrence;
import org.vigie.maintenance.Windows;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.Checks;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketFilter;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketSort;
import org.vigie.servicedesk.Tickets;

/** How the services of the client in scope are, and what is planned on them: a few questions, however many services. */
@Component
class ServiceStates {
    private static final Duration AHEAD = Duration.ofDays(7);
    private static final int MOST_INCIDENTS = 200;

    private final Assets assets;
    private final Dependencies dependencies;
    private final Checks checks;
    private final Windows windows;
    private final Tickets tickets;
    private final Reading reading;

    ServiceStates(
            Assets assets,
            Dependencies dependencies,
            Checks checks,
            Windows windows,
            Tickets tickets,
            Reading reading) {
        this.assets = assets;
        this.dependencies = dependencies;
        this.checks = checks;
        this.windows = windows;
        this.tickets = tickets;
        this.reading = reading;
    }

    /** @param lines what needs attention first */
    record Seen(List<ServiceLine> lines, List<PlannedWork> works) {}

    @Transactional(readOnly = true)
    Seen of(Asker asker, Instant now) {
        List<BusinessService> services = assets.services();
        Map<Long, Set<Long>> under = dependencies.assetsUnderEach(
                services.stream().map(BusinessService::id).toList());
        Set<Long> all = under.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        Map<Long, List<Check>> byAsset =
                checks.speakingFor(all).stream().collect(Collectors.groupingBy(Check::assetId));
        Map<Long, List<Occurrence>> planned = windows.byAsset(now, now.plus(AHEAD));
        Map<Long, Ticket> incidents = incidents();
        List<ServiceLine> lines = services.stream()
                .map(service -> {
                    Set<Long> below = under.getOrDefault(service.id(), Set.of());
                    Ticket incident = incidents.get(service.id());
                    return ServiceLine.of(
                            service,
                            of(below, byAsset).toList(),
                            open(of(below, planned), now),
                            incident,
                            incident != null && reading.mayRead(asker, incident),
                            now);
                })
                .sorted(Comparator.comparing(ServiceLine::state))
                .toList();
        return new Seen(lines, works(services, under, planned));
    }

    /** The most urgent one of each service. */
    private Map<Long, Ticket> incidents() {
        var filter = new TicketFilter(TicketKind.INCIDENT, Set.of(), null, null, null, null, null, null, true);
        var incidents = new HashMap<Long, Ticket>();
        for (Ticket ticket :
                tickets.list(filter, TicketSort.PRIORITY, null, MOST_INCIDENTS).items()) {
            if (ticket.service() != null) {
                incidents.putIfAbsent(ticket.service(), ticket);
            }
        }
        return incidents;
    }

    private static <T> Stream<T> of(Set<Long> some, Map<Long, List<T>> byAsset) {
        return some.stream().flatMap(asset -> byAsset.getOrDefault(asset, List.of()).stream());
    }

    private static @Nullable Occurrence open(Stream<Occurrence> planned, Instant now) {
        return planned.filter(one -> !one.from().isAfter(now) && one.to().isAfter(now))
                .max(Comparator.comparing(Occurrence::to))
                .orElse(null);
    }

    /** Each once, with all that it touches; what touches no service of the client is nothing that its people would notice. */
    private static List<PlannedWork> works(
            List<BusinessService> services, Map<Long, Set<Long>> under, Map<Long, List<Occurrence>> planned) {
        Map<Occurrence, Set<String>> touched = new TreeMap<>(Comparator.comparing(Occurrence::from)
                .thenComparing(Occurrence::to)
                .thenComparing(Occurrence::window));
        for (BusinessService service : services) {
            new HashSet<>(of(under.getOrDefault(service.id(), Set.of()), planned)
                            .toList())
                    .forEach(one ->
                            touched.computeIfAbsent(one, any -> new TreeSet<>()).add(service.name()));
        }
        return touched.entrySet().stream()
                .map(one -> new PlannedWork(one.getKey().from(), one.getKey().to(), List.copyOf(one.getValue())))
                .toList();
    }
}
