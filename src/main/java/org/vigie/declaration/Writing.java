package org.vigie.declaration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.springframework.stereotype.Component;
import org.vigie.calendar.OnCall;
import org.vigie.calendar.WorkingHours;
import org.vigie.contracts.Contract;
import org.vigie.contracts.Contracts;
import org.vigie.contracts.Escalation;
import org.vigie.contracts.EscalationStep;
import org.vigie.contracts.PriorityMatrix;
import org.vigie.contracts.ServiceLevel;
import org.vigie.inventory.Assets;
import org.vigie.maintenance.Windows;
import org.vigie.monitoring.Checks;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.Sites;
import org.vigie.organization.Teams;
import org.vigie.response.Playbooks;
import org.vigie.shared.NotFound;
import org.vigie.shared.Priority;

/** What is there, as the text that would declare it. */
@Component
class Writing {
    private final Clients clients;
    private final WorkingHours hours;
    private final Sites sites;
    private final Teams teams;
    private final People people;
    private final OnCall onCall;
    private final Contracts contracts;
    private final Assets assets;
    private final Windows windows;
    private final Checks checks;
    private final Playbooks playbooks;

    Writing(
            Clients clients,
            WorkingHours hours,
            Sites sites,
            Teams teams,
            People people,
            OnCall onCall,
            Contracts contracts,
            Assets assets,
            Windows windows,
            Checks checks,
            Playbooks playbooks) {
        this.clients = clients;
        this.hours = hours;
        this.sites = sites;
        this.teams = teams;
        this.people = people;
        this.onCall = onCall;
        this.contracts = contracts;
        this.assets = assets;
        this.windows = windows;
        this.checks = checks;
        this.playbooks = playbooks;
    }

    String write(String clientKey) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setIndent(2)
                        .setIndicatorIndent(2)
                        .setIndentWithIndicator(true)
                        .setWidth(120)
                        .build())
                .dumpToString(fields(clientKey));
    }

    /** The same before it is text. */
    Map<String, Object> fields(String clientKey) {
        var client = clients.find(clientKey).orElseThrow(() -> NotFound.of("client", clientKey));
        var all = new LinkedHashMap<String, Object>();
        all.put("client", client.key());
        all.put("name", client.name());
        all.put("locale", client.locale().getLanguage());
        list(all, "calendars", hours.all(), one -> {
            var fields = fields("key", one.key());
            fields.putAll(one.definition().written());
            return fields;
        });
        list(
                all,
                "sites",
                sites.all(),
                one -> fields(
                        "key",
                        one.key(),
                        "name",
                        one.name(),
                        "timezone",
                        one.timezone().getId(),
                        "calendar",
                        one.calendar()));
        list(all, "teams", teams.all(), one -> fields("key", one.key(), "name", one.name(), "level", one.level()));
        list(
                all,
                "people",
                people.all(),
                one -> fields(
                        "key", one.key(),
                        "name", one.name(),
                        "email", one.email(),
                        "locale", one.locale().getLanguage(),
                        "teams", List.copyOf(one.teams()),
                        "notify", one.ways().isEmpty() ? null : one.ways()));
        list(all, "service-levels", contracts.serviceLevels(), Writing::level);
        list(
                all,
                "assets",
                assets.all(),
                one -> fields(
                        "key", one.key(),
                        "kind", one.kind(),
                        "name", one.name(),
                        "address", one.address(),
                        "site", one.site(),
                        "criticality", lower(one.criticality()),
                        "depends-on", listOrNull(one.dependsOn())));
        list(
                all,
                "services",
                assets.services(),
                one -> fields(
                        "key", one.key(),
                        "name", one.name(),
                        "criticality", lower(one.criticality()),
                        "service-level", one.serviceLevel(),
                        "depends-on", listOrNull(one.dependsOn())));
        list(
                all,
                "checks",
                checks.declared(),
                one -> fields(
                        "key",
                        one.key(),
                        "asset",
                        one.asset(),
                        "interval",
                        duration(one.interval()),
                        "timeout",
                        duration(one.timeout()),
                        "failures",
                        one.failures(),
                        "retry",
                        one.retry() == null ? null : duration(one.retry()),
                        "symptom",
                        one.symptom(),
                        "availability",
                        one.countsForAvailability(),
                        one.type(),
                        one.settings()));
        list(all, "response", playbooks.rules(), one -> {
            var when = fields(
                    "severity", one.severity() == null ? null : lower(one.severity()),
                    "symptom", one.symptom(),
                    "asset", one.asset());
            return fields(
                    "when", when.isEmpty() ? null : when,
                    "open", one.open(),
                    "team", one.team(),
                    "resolve-when-cleared", one.resolveWhenCleared());
        });
        list(
                all,
                "windows",
                windows.declared(),
                one -> fields(
                        "key", one.key(),
                        "assets", List.copyOf(one.assets()),
                        "rule", one.rule(),
                        "on", one.first() == null ? null : one.first().toString(),
                        "start", one.start().toString(),
                        "lasts", duration(one.lasts()),
                        "timezone", one.timezone().getId(),
                        "agreed", one.agreed()));
        list(
                all,
                "on-call",
                onCall.all(),
                one -> fields(
                        "team", one.team(),
                        "calendar", one.calendar(),
                        "people", one.people(),
                        "rotation", one.rotationDays() + "d",
                        "from", one.from().toString(),
                        "timezone", one.timezone().getId()));
        contracts.contract().ifPresent(contract -> all.put("contract", contract(contract)));
        return all;
    }

    private static Map<String, Object> level(ServiceLevel level) {
        var fields = fields("key", level.key(), "calendar", level.calendar());
        level.targets().forEach((kind, priorities) -> {
            var written = new LinkedHashMap<String, Object>();
            priorities.forEach((priority, milestones) -> {
                var targets = new LinkedHashMap<String, Object>();
                milestones.forEach((milestone, target) -> targets.put(lower(milestone), target));
                written.put(priority.name(), targets);
            });
            fields.put(kind, written);
        });
        return fields;
    }

    private static Map<String, Object> contract(Contract contract) {
        var availability = contract.availability();
        return fields(
                "key", contract.key(),
                "from", contract.from().toString(),
                "to", contract.to() == null ? null : contract.to().toString(),
                "availability",
                        availability == null
                                ? null
                                : fields(
                                        "target", availability.target(),
                                        "method", availability.method().name(),
                                        "unknown-counts-as", lower(availability.unknownCountsAs())),
                "stabilisation", duration(contract.stabilisation()),
                "relapse", duration(contract.relapse()),
                "pauses", List.copyOf(contract.pauses()),
                "priorities", matrix(contract.priorities()),
                "escalation", escalation(contract.escalation()));
    }

    private static @Nullable Map<String, Object> escalation(Escalation escalation) {
        var written = new LinkedHashMap<String, Object>();
        escalation
                .steps()
                .forEach((milestone, steps) -> written.put(
                        milestone.written(),
                        steps.stream().map(EscalationStep::written).toList()));
        return written.isEmpty() ? null : written;
    }

    /** Where it differs from the usual one. */
    private static @Nullable Map<String, Object> matrix(PriorityMatrix matrix) {
        var rows = new LinkedHashMap<String, Object>();
        for (String impact : PriorityMatrix.GRADES) {
            var row = new LinkedHashMap<String, Object>();
            for (String urgency : PriorityMatrix.GRADES) {
                Priority priority = matrix.priority(impact, urgency);
                if (priority != PriorityMatrix.USUAL.priority(impact, urgency)) {
                    row.put(urgency, priority.name());
                }
            }
            if (!row.isEmpty()) {
                rows.put(impact, row);
            }
        }
        return rows.isEmpty() ? null : rows;
    }

    private static <T> void list(
            Map<String, Object> all,
            String section,
            List<T> items,
            java.util.function.Function<T, Map<String, Object>> write) {
        if (!items.isEmpty()) {
            all.put(section, items.stream().map(write).toList());
        }
    }

    /** Names and values in turn; what is null is left out. */
    private static Map<String, Object> fields(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                fields.put(String.valueOf(namesAndValues[i]), value);
            }
        }
        return fields;
    }

    private static @Nullable List<String> listOrNull(Collection<String> keys) {
        return keys.isEmpty() ? null : new ArrayList<>(keys);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The shortest form that reads back the same. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
