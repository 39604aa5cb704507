package org.vigie.declaration;

import java.util.List;

/** What people and attackers write, and the answer: line, field, rule. The sections begin on line 3. */
final class WrongDeclarations {

    record Wrong(String name, String text, String answer) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final String RIGHT = """
            client: usual
            name: Usual
            assets: [{key: web, kind: server, name: Web, address: 192.0.2.9}]
            """;

    private static final String PRE = "refusal.declaration.";

    private WrongDeclarations() {}

    static List<Wrong> all() {
        return List.of(
                of("unknown section", "sties: []", "3 sties " + PRE + "unknown-near"),
                of(
                        "unknown field",
                        "sites:\n  - {key: a, name: A}\n  - {key: b, nmae: B}",
                        "5 sites[1].nmae " + PRE + "unknown-near"),
                of(
                        "field far from any",
                        "sites: [{key: a, name: A, wheelbarrow: 1}]",
                        "3 sites[0].wheelbarrow " + PRE + "unknown"),
                of("cycle", """
                        assets:
                          - {key: a, kind: server, name: A, depends-on: [b]}
                          - {key: b, kind: server, name: B, depends-on: [a]}""", "4 assets[0].depends-on refusal.inventory.cycle"),
                of(
                        "needs itself",
                        "assets: [{key: a, kind: server, name: A, depends-on: [a]}]",
                        "3 assets[0].depends-on refusal.inventory.cycle"),
                of(
                        "key declared twice",
                        "sites:\n  - {key: a, name: A}\n  - {key: a, name: B}",
                        "5 sites[1].key refusal.declared-twice"),
                of("field twice", "sites: []\nsites: []", "4 sites " + PRE + "key-twice"),
                of("client twice", "---\nclient: usual\nname: Usual", "4 client refusal.declared-twice"),
                of("key in capitals", "sites: [{key: Brest, name: A}]", "3 sites[0].key refusal.key"),
                of(
                        "bad zone of a site",
                        "sites: [{key: a, name: A, timezone: Europe/Quimper}]",
                        "3 sites[0].timezone " + PRE + "not-zone"),
                of(
                        "bad zone of a calendar",
                        "calendars:\n  - {key: a, timezone: Europe/Quimper, week: {mon: [\"08:00-12:00\"]}}",
                        "4 calendars[0].timezone " + "calendar.invalid.unknown-zone"),
                of(
                        "overlapping intervals",
                        "calendars:\n  - key: a\n    timezone: Europe/Paris\n    week: {mon: [\"08:00-12:00\", \"11:00-13:00\"]}",
                        "6 calendars[0].week.mon calendar.invalid.overlap"),
                of(
                        "never open",
                        "calendars: [{key: a, timezone: Europe/Paris, week: {}}]",
                        "3 calendars[0].week calendar.invalid.no-open-hour"),
                check("zero interval", "interval: 0s, icmp: {}", "interval " + PRE + "zero-duration"),
                check("interval without unit", "interval: 10, icmp: {}", "interval " + PRE + "not-duration"),
                check("interval of ages", "interval: 999999999d, icmp: {}", "interval refusal.range"),
                check(
                        "timeout longer than interval",
                        "interval: 5s, timeout: 6s, icmp: {}",
                        "timeout " + PRE + "timeout"),
                check("two probes", "icmp: {}, tcp: {port: 1}", "" + PRE + "one-probe"),
                check("unknown field of a probe", "tcp: {prot: 1}", "tcp.prot " + PRE + "unknown-near"),
                check("port as text", "tcp: {port: http}", "tcp.port refusal.monitoring.number"),
                check("failures as text", "failures: three, icmp: {}", "failures " + PRE + "not-integer"),
                of("list for a text", "sites: [{key: a, name: [A]}]", "3 sites[0].name " + PRE + "not-text"),
                of("text for a list", "sites: all", "3 sites " + PRE + "not-list"),
                of("text for fields", "sites: [all]", "3 sites[0] " + PRE + "not-fields"),
                of(
                        "text for true",
                        "response: [{open: incident, resolve-when-cleared: maybe}]",
                        "3 response[0].resolve-when-cleared " + PRE + "not-boolean"),
                of(
                        "level out of range",
                        "teams: [{key: a, name: A, level: 4}]",
                        "3 teams[0].level " + PRE + "not-integer"),
                of("document that is a list", null, "- a", "1  " + PRE + "not-fields"),
                of("nothing", null, "# nothing\n", "1  " + PRE + "empty"),
                of(
                        "asset needs nothing known",
                        "assets: [{key: a, kind: server, name: A, depends-on: [ghost]}]",
                        "3 assets[0].depends-on refusal.inventory.unknown-asset"),
                of(
                        "site unknown",
                        "assets: [{key: a, kind: server, name: A, site: ghost}]",
                        "3 assets[0].site " + PRE + "dangling"),
                of(
                        "check of a ghost",
                        "checks: [{key: a, asset: ghost, icmp: {}}]",
                        "3 checks[0].asset refusal.monitoring.asset"),
                of(
                        "team of a person unknown",
                        "people:\n  - {key: a, name: A, teams: [ghost]}",
                        "4 people[0].teams " + PRE + "dangling"),
                of(
                        "calendar of a level unknown",
                        "service-levels:\n  - {key: a, calendar: ghost}",
                        "4 service-levels[0].calendar " + PRE + "dangling"),
                of(
                        "rota of ghosts",
                        "on-call:\n  - {team: ghost, people: [ghost], from: \"2026-01-05T08:00\"}",
                        "4 on-call[0].team " + PRE + "dangling"),
                of("rule for a ghost", "response:\n  - {team: ghost}", "4 response[0].team refusal.response-team"),
                window(
                        "window of a ghost",
                        "assets: [ghost], on: 2026-12-01, lasts: 1h",
                        "assets refusal.maintenance.unknown-asset"),
                window(
                        "bad rule",
                        "assets: [web], rule: \"FREQ=SOMETIMES\", lasts: 1h",
                        "rule refusal.maintenance.rule"),
                window(
                        "rule of hours",
                        "assets: [web], rule: \"FREQ=HOURLY\", lasts: 1h",
                        "rule refusal.maintenance.rule-of-days"),
                window(
                        "window of a year",
                        "assets: [web], on: 2026-12-01, lasts: 365d",
                        "lasts refusal.maintenance.lasts"),
                of(
                        "contract ends before it begins",
                        "contract: {key: a, from: 2026-02-01, to: 2026-01-01}",
                        "3 contract.to " + PRE + "ends-before"),
                of(
                        "availability too fine",
                        "contract: {key: a, from: 2026-02-01, availability: {target: 1e-999999999}}",
                        "3 contract.availability.target " + PRE + "not-percent"),
                of(
                        "step that is none",
                        "contract: {key: a, from: 2026-02-01, escalation: {restore: [due tell team, 80 % team]}}",
                        "3 contract.escalation.restore[1] " + PRE + "not-step"),
                of(
                        "two steps at one point",
                        "contract: {key: a, from: 2026-02-01, escalation: {respond: [due tell team, at due tell assignee]}}",
                        "3 contract.escalation.respond " + PRE + "step-twice"),
                of(
                        "step of no clock",
                        "contract: {key: a, from: 2026-02-01, escalation: {answering: due tell team}}",
                        "3 contract.escalation.answering " + PRE + "unknown"),
                of(
                        "priority that is none",
                        "contract: {key: a, from: 2026-02-01, priorities: {high: {low: P7}}}",
                        "3 contract.priorities.high.low refusal.choice"),
                of(
                        "grade that is none",
                        "contract: {key: a, from: 2026-02-01, priorities: {mega-enormous: {low: P1}}}",
                        "3 contract.priorities.mega-enormous " + PRE + "unknown"),
                of(
                        "year beyond the calendar",
                        "contract: {key: a, from: \"+999999-01-01\"}",
                        "3 contract.from refusal.range"),
                of(
                        "target that is none",
                        "service-levels:\n  - {key: a, calendar: b, incident: {P1: {respond: soon}}}",
                        "4 service-levels[0].incident.P1.respond " + PRE + "not-target"),
                of("ten megabytes", null, "client: " + "a".repeat(10 * 1024 * 1024), "1  " + PRE + "too-long"),
                of(
                        "long text",
                        "sites: [{key: a, name: " + "a".repeat(20_000) + "}]",
                        "3 sites[0].name " + PRE + "long-text"),
                of("billion laughs", laughs(), "3 a " + PRE + "anchor"),
                of("explicit tag of a class", "sites: !!java.net.URL [\"http://192.0.2.1\"]", "3 sites " + PRE + "tag"),
                of("explicit usual tag", "sites: [{key: a, name: !!str 5}]", "3 sites[0].name " + PRE + "tag"),
                of("tab as indentation", "sites:\n\t- {key: a}", "4  " + PRE + "yaml"),
                of("NUL as such", "sites: [{key: a, name: \"a\0b\"}]", "3  " + PRE + "control-character"),
                of("NUL escaped", "sites: [{key: a, name: \"a\\0b\"}]", "3 sites[0].name " + PRE + "control-character"),
                of(
                        "half a character",
                        "sites: [{key: a, name: \"\\uD800\"}]",
                        "3 sites[0].name " + PRE + "control-character"),
                of(
                        "a hundred levels",
                        "sites: " + "[".repeat(100) + "]".repeat(100),
                        "3 sites" + "[0]".repeat(20) + " " + PRE + "too-deep"),
                of("a hundred thousand levels", "sites: " + "[".repeat(100_000), "3  " + PRE + "too-deep"),
                of("not closed", "sites: [", "3  " + PRE + "yaml"));
    }

    private static Wrong of(String name, String sections, String answer) {
        return new Wrong(name, "client: usual\nname: Usual\n" + sections, answer);
    }

    private static Wrong of(String name, Void alone, String text, String answer) {
        return new Wrong(name, text, answer);
    }

    private static Wrong check(String name, String fields, String answer) {
        String place = answer.startsWith(PRE) ? " " : ".";
        return of(name, "checks:\n  - {key: a, asset: web, " + fields + "}", "4 checks[0]" + place + answer);
    }

    private static Wrong window(String name, String fields, String answer) {
        return of(name, "windows:\n  - {key: a, start: \"22:00\", " + fields + "}", "4 windows[0]." + answer);
    }

    private static String laughs() {
        var text = new StringBuilder("a: &a [lol, lol]\n");
        for (char name = 'b'; name < 'z'; name++) {
            char before = (char) (name - 1);
            text.append(name)
                    .append(": &")
                    .append(name)
                    .append(" [")
                    .append(("*" + before + ",").repeat(9))
                    .append("]\n");
        }
        return text.toString();
    }
}
