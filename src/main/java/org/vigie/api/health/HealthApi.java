package org.vigie.api.health;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.identity.Open;
import org.vigie.identity.PlainFrames;
import org.vigie.page.Texts;
import org.vigie.shared.SelfCheck;

/** Whether this process lives, and whether it can serve: none of its parts is down. */
@RestController
@RequestMapping("/health")
@Open
class HealthApi {
    private final List<SelfCheck> checks;
    private final PlainFrames frames;

    HealthApi(List<SelfCheck> checks, PlainFrames frames) {
        this.checks = List.copyOf(checks);
        this.frames = frames;
    }

    /**
     * @param status "up" or "down"
     * @param parts "up", "warning" or "down" by part
     * @param reasons a sentence for each part that is not up, in the language that was asked for
     */
    record Health(String status, Map<String, String> parts, List<String> reasons) {}

    @GetMapping("/live")
    Health live() {
        return new Health("up", Map.of(), List.of());
    }

    @GetMapping("/ready")
    ResponseEntity<Health> ready(HttpServletRequest request) {
        Texts texts = frames.texts(request);
        var parts = new TreeMap<String, String>();
        var reasons = new ArrayList<String>();
        for (SelfCheck check : checks) {
            SelfCheck.Finding finding = check.look();
            parts.put(check.part(), finding.state().name().toLowerCase(Locale.ROOT));
            if (finding.why() != null) {
                reasons.add(texts.say(finding.why()));
            }
        }
        boolean up = !parts.containsValue("down");
        return ResponseEntity.status(up ? 200 : 503)
                .header("Cache-Control", "no-store")
                .body(new Health(up ? "up" : "down", parts, reasons));
    }
}
