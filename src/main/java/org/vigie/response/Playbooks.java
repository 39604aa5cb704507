package org.vigie.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.vigie.inventory.Assets;
import org.vigie.organization.Teams;
import org.vigie.shared.Change;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;

/** The rules, read in one place, and which alert belongs to which ticket. */
@Service
public class Playbooks {

    /** What an alert may open: a request, a problem or a change starts with a person. */
    private static final Set<String> KINDS = Set.of("incident");

    private final RuleStore rules;
    private final LinkStore links;
    private final Teams teams;
    private final Assets assets;

    Playbooks(RuleStore rules, LinkStore links, Teams teams, Assets assets) {
        this.rules = rules;
        this.links = links;
        this.teams = teams;
        this.assets = assets;
    }

    @Transactional(readOnly = true)
    public List<Rule> rules() {
        return rules.all();
    }

    /** Makes the rules of the client those of the declaration; what it does not name is gone. */
    @Transactional
    public List<Change> declare(List<Rule> wanted) {
        refuse(wanted);
        Map<Integer, Rule> before = new TreeMap<>();
        rules.all().forEach(rule -> before.put(rule.position(), rule));
        var changes = new ArrayList<Change>();
        for (Rule rule : wanted) {
            Rule known = before.remove(rule.position());
            if (rule.equals(known)) {
                continue;
            }
            rules.put(rule);
            String key = Integer.toString(rule.position());
            changes.add(known == null ? Change.created("response", key) : Change.changed("response", key));
        }
        for (int gone : before.keySet()) {
            rules.remove(gone);
            changes.add(Change.retired("response", Integer.toString(gone)));
        }
        return changes;
    }

    private void refuse(List<Rule> wanted) {
        var errors = new ArrayList<FieldError>();
        var positions = new TreeSet<Integer>();
        for (int i = 0; i < wanted.size(); i++) {
            Rule rule = wanted.get(i);
            String field = "response[" + i + "]";
            if (!positions.add(rule.position())) {
                errors.add(FieldError.of(field + ".position", "refusal.response-position", rule.position()));
            }
            if (rule.open() != null && !KINDS.contains(rule.open().toLowerCase(Locale.ROOT))) {
                errors.add(FieldError.of(field + ".open", "refusal.response-kind", rule.open()));
            }
            if (rule.team() != null && teams.find(rule.team()).isEmpty()) {
                errors.add(FieldError.of(field + ".team", "refusal.response-team", rule.team()));
            }
            if (rule.asset() != null && assets.find(rule.asset()).isEmpty()) {
                errors.add(FieldError.of(field + ".when.asset", "refusal.response-asset", rule.asset()));
            }
        }
        if (!errors.isEmpty()) {
            throw Refused.fields(errors);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Long> ticketOf(long alertId) {
        return links.find(alertId).map(Link::ticket);
    }

    /** Ids of the alerts of a ticket, the oldest first. */
    @Transactional(readOnly = true)
    public List<Long> alertsOf(long ticketNumber) {
        return links.alertsOf(ticketNumber);
    }
}
