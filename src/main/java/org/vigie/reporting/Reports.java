package org.vigie.reporting;

import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.inventory.Assets;
import org.vigie.inventory.BusinessService;
import org.vigie.organization.Clients;
import org.vigie.organization.Site;
import org.vigie.organization.Sites;
import org.vigie.reporting.ServiceReport.Promise;
import org.vigie.shared.NotFound;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/** The service reports of the client in scope. */
@Service
public class Reports {

    /** Below so many things a rate says less than n of N. */
    public static final int ENOUGH_FOR_A_RATE = 20;

    private static final ZoneId USUAL_ZONE = ZoneId.of("Europe/Paris");

    private final Clients clients;
    private final Sites sites;
    private final Assets assets;
    private final ServiceCounts counts;
    private final ClockFacts facts;
    private final OpinionFacts opinions;
    private final InstantSource clock;

    Reports(
            Clients clients,
            Sites sites,
            Assets assets,
            ServiceCounts counts,
            ClockFacts facts,
            OpinionFacts opinions,
            InstantSource clock) {
        this.clients = clients;
        this.sites = sites;
        this.assets = assets;
        this.counts = counts;
        this.facts = facts;
        this.opinions = opinions;
        this.clock = clock;
    }

    /**
     * The report of a month: a month that runs is counted up to now, one to come is refused.
     *
     * <p>Services, their dependencies and their levels are those of today; states, calendars, the contract and agreed
     * maintenance are those of the month.
     */
    @Transactional(readOnly = true)
    public ServiceReport service(YearMonth month) {
        var span = month(month);
        var client = clients.get(Scope.tenant());
        var contract = counts.contract(span).orElse(null);
        var names = serviceNames();
        return new ServiceReport(
                client.key(),
                client.name(),
                month,
                span.zone(),
                span.from(),
                span.end(),
                span.counted(),
                span.isOver(),
                contract == null ? null : contract.key(),
                contract == null ? null : contract.availability(),
                counts.of(span).stream().map(ServiceCount::figures).toList(),
                ClockFigures.incidents(facts.opened(span, names), facts.stillOpen(span, names)),
                ClockFigures.promises(facts.clocks(span, names)),
                OpinionFigures.of(opinions.of(span)));
    }

    /** The rows of one figure, by its key as the address of its evidence ends. */
    @Transactional(readOnly = true)
    public Evidence evidence(YearMonth month, String figure) {
        var span = month(month);
        var found = figure.startsWith("incidents.")
                ? incidents(span, figure)
                : figure.startsWith("respond.") || figure.startsWith("restore.")
                        ? clocks(span, figure)
                        : figure.startsWith(OpinionFigures.PREFIX)
                                ? opinions(span, figure)
                                : availability(span, figure);
        if (found == null) {
            throw NotFound.of("figure", figure);
        }
        return found;
    }

    /** The month that runs where the client is. */
    @Transactional(readOnly = true)
    public YearMonth current() {
        return YearMonth.from(clock.instant().atZone(zone()));
    }

    private @Nullable Evidence availability(ReportMonth month, String figure) {
        for (var kind : List.of(
                ServiceCount.GROSS,
                ServiceCount.CONTRACTUAL,
                ServiceCount.DOWN,
                ServiceCount.UNMEASURED,
                ServiceCount.MAINTENANCE)) {
            if (figure.startsWith(kind)) {
                return counts.of(month, figure.substring(kind.length()))
                        .map(count -> count.evidence(kind))
                        .orElse(null);
            }
        }
        return null;
    }

    private @Nullable Evidence incidents(ReportMonth month, String key) {
        var names = serviceNames();
        var opened = facts.opened(month, names);
        var stillOpen = facts.stillOpen(month, names);
        for (var line : ClockFigures.incidents(opened, stillOpen)) {
            var about = line.priority() == null ? null : line.priority().name();
            var priority = about == null ? "all" : about;
            if (key.equals("incidents.opened." + priority)) {
                return evidence(key, line.opened(), "incidents.opened", about, ClockFigures.of(opened, priority));
            }
            if (key.equals("incidents.open." + priority)) {
                return evidence(key, line.stillOpen(), "incidents.open", about, ClockFigures.of(stillOpen, priority));
            }
        }
        return null;
    }

    private @Nullable Evidence clocks(ReportMonth month, String key) {
        var clocks = facts.clocks(month, serviceNames());
        for (var line : ClockFigures.promises(clocks)) {
            var figure = Stream.of(line.kept(), line.missed(), line.notMeasurable(), line.running())
                    .filter(one -> one.evidence().equals("evidence/" + key))
                    .findFirst();
            if (figure.isPresent()) {
                return evidence(key, figure.get(), title(line), about(line), rows(line, figure.get(), clocks));
            }
        }
        return null;
    }

    private @Nullable Evidence opinions(ReportMonth month, String key) {
        var resolutions = opinions.of(month);
        var rows = OpinionFigures.rows(key, resolutions);
        var line = OpinionFigures.of(resolutions);
        return Stream.of(line.asked(), line.answered(), line.content(), line.unhappy())
                .filter(one -> one.evidence().equals("evidence/" + key))
                .findFirst()
                .map(figure -> evidence(key, figure, key, null, Objects.requireNonNull(rows)))
                .orElse(null);
    }

    private static List<Evidence.Clock> rows(Promise line, Figure figure, List<Evidence.Clock> clocks) {
        var priority = line.priority() == null ? "all" : line.priority().name();
        return clocks.stream()
                .filter(ClockFigures.rowsOf(line.milestone(), line.kind(), priority))
                .filter(clock -> figure.equals(line.kept())
                        ? clock.verdict().equals("kept") || clock.verdict().equals("missed")
                        : figure.evidence().endsWith("." + clock.verdict()))
                .toList();
    }

    private static String title(Promise line) {
        return line.milestone().written() + "." + line.kind();
    }

    private static @Nullable String about(Promise line) {
        return line.priority() == null ? null : line.priority().name();
    }

    private static Evidence evidence(
            String key, Figure figure, String title, @Nullable String about, List<? extends Evidence.Row> rows) {
        return new Evidence(key, figure, Words.of("reporting.evidence." + title), about, List.of(), List.copyOf(rows));
    }

    private ReportMonth month(YearMonth month) {
        return ReportMonth.of(month, zone(), clock.instant());
    }

    /** Where the client's first site is. */
    @Transactional(readOnly = true)
    public ZoneId zone() {
        return sites.all().stream().findFirst().map(Site::timezone).orElse(USUAL_ZONE);
    }

    private Map<Long, String> serviceNames() {
        return assets.services().stream().collect(Collectors.toMap(BusinessService::id, BusinessService::name));
    }
}
