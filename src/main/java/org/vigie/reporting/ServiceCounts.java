package org.vigie.reporting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.vigie.calendar.WorkingHours;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.ServiceLevel;
import org.vigie.inventory.Asset;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.inventory.Dependencies;
import org.vigie.maintenance.Occurrence;
import org.vigie.maintenance.Windows;
import org.vigie.monitoring.Check;
import org.vigie.monitoring.Checks;
import org.vigie.monitoring.StateSpan;
import org.vigie.shared.Span;

/** Reads what the availability of services is counted from, out of the rooms that know. */
@Component
class ServiceCounts {
    private final Assets assets;
    private final Dependencies dependencies;
    private final Checks checks;
    private final Windows windows;
    private final Contracts contracts;
    private final WorkingHours hours;

    ServiceCounts(
            Assets assets,
            Dependencies dependencies,
            Checks checks,
            Windows windows,
            Contracts contracts,
            WorkingHours hours) {
        this.assets = assets;
        this.dependencies = dependencies;
        this.checks = checks;
        this.windows = windows;
        this.contracts = contracts;
        this.hours = hours;
    }

    List<ServiceCount> of(ReportMonth month) {
        return of(month, assets.services());
    }

    Optional<ServiceCount> of(ReportMonth month, String service) {
        var one = assets.services().stream()
                .filter(known -> known.key().equals(service))
                .toList();
        return of(month, one).stream().findFirst();
    }

    private List<ServiceCount> of(ReportMonth month, List<BusinessService> services) {
        var levels = contracts.serviceLevels();
        var contract = contract(month).orElse(null);
        var days = contract == null ? Spans.NONE : days(contract, month);
        var checksOf = new HashMap<Long, List<Check>>();
        for (var service : services) {
            var under = dependencies.assetsUnder(service.id()).stream()
                    .map(Asset::id)
                    .toList();
            checksOf.put(service.id(), checks.countingFor(under));
        }
        var states = states(checksOf, month);
        var agreed = agreed(month);
        var openHours = new HashMap<String, Spans>();
        var counts = new ArrayList<ServiceCount>();
        for (var service : services) {
            var level = level(service, levels);
            counts.add(new ServiceCount(
                    service,
                    level == null ? null : level.key(),
                    level == null ? null : level.calendar(),
                    contract == null ? null : contract.availability(),
                    days,
                    level == null
                            ? Spans.of(month.span())
                            : openHours.computeIfAbsent(level.calendar(), calendar -> hours(calendar, month)),
                    checksOf.getOrDefault(service.id(), List.of()),
                    states,
                    agreed));
        }
        return counts;
    }

    /** As it stood at the end of what is counted; one that ended within the month still rules its days. */
    Optional<Contract> contract(ReportMonth month) {
        return contracts.inForce(month.last()).or(() -> contracts.inForce(month.from()));
    }

    private static Spans days(Contract contract, ReportMonth month) {
        var from = contract.from().atStartOfDay(month.zone()).toInstant();
        var last = contract.to();
        var to = last == null
                ? month.counted()
                : last.plusDays(1).atStartOfDay(month.zone()).toInstant();
        return to.isBefore(from) ? Spans.NONE : Spans.of(new Span(from, to)).and(Spans.of(month.span()));
    }

    /** The level of the service, else the first one of the client, which is that of its tickets too. */
    private static @Nullable ServiceLevel level(BusinessService service, List<ServiceLevel> levels) {
        return levels.stream()
                .filter(level -> level.key().equals(service.serviceLevel()))
                .findFirst()
                .or(() -> levels.stream().findFirst())
                .orElse(null);
    }

    /** Each part of the month by the version of the calendar that was in force in it. */
    private Spans hours(String calendar, ReportMonth month) {
        var open = Spans.NONE;
        Instant to = month.counted();
        while (month.from().isBefore(to)) {
            var version = hours.inForce(calendar, to.minusNanos(1)).orElse(null);
            if (version == null) {
                return open.or(Spans.of(new Span(month.from(), to)));
            }
            var from = version.number() == 1 || version.validFrom().isBefore(month.from())
                    ? month.from()
                    : version.validFrom();
            open = open.or(Spans.of(hours.calendar(version.id()).openSpans(from, to)));
            to = from;
        }
        return open;
    }

    private Map<Long, List<StateSpan>> states(Map<Long, List<Check>> checksOf, ReportMonth month) {
        var ids =
                checksOf.values().stream().flatMap(List::stream).map(Check::id).collect(Collectors.toSet());
        return checks.history(ids, month.from(), month.counted()).stream()
                .collect(Collectors.groupingBy(StateSpan::checkId));
    }

    private Map<Long, List<Occurrence>> agreed(ReportMonth month) {
        var agreed = new HashMap<Long, List<Occurrence>>();
        windows.byAsset(month.from(), month.counted())
                .forEach((asset, all) -> agreed.put(
                        asset, all.stream().filter(Occurrence::agreed).toList()));
        return agreed;
    }
}
