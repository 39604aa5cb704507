package org.vigie.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.page.Pages;

/** {@code /demo}: the switch, and the story that it sets off. */
@Controller
@ConditionalOnProperty("vigie.demo")
class DemoPage {
    private final Pages pages;
    private final ViewerScope look;
    private final DemoSite site;
    private final DemoStory story;

    DemoPage(Pages pages, ViewerScope look, DemoSite site, DemoStory story) {
        this.pages = pages;
        this.look = look;
        this.site = site;
        this.story = story;
    }

    @GetMapping("/demo")
    @Needs(Permission.SEE_SUPERVISION)
    View show(Viewer viewer, HttpServletRequest request) {
        return look.of(viewer, DemoSite.CLIENT, () -> {
            Map<String, Object> params = new HashMap<>();
            params.put("mood", site.shop().mood().word());
            params.put(
                    "moods",
                    List.of(ShopMood.values()).stream().map(ShopMood::word).toList());
            var month = story.month();
            params.put("steps", story.steps(month));
            params.put("month", month.orElse(null));
            params.put("watched", story.watched());
            params.put("clocks", story.clocks());
            params.put("ticket", story.ticket());
            return pages.show(request, "demo/demo", params);
        });
    }

    @PostMapping("/demo/switch")
    @Needs(Permission.ACKNOWLEDGE_ALERTS)
    View turn(Viewer viewer, @RequestParam String mood) throws IOException {
        for (ShopMood one : ShopMood.values()) {
            if (one.word().equals(mood)) {
                // Looked up first: who does not see the demo's client has no switch to throw.
                look.tenant(viewer, DemoSite.CLIENT);
                site.turn(one);
                look.of(viewer, DemoSite.CLIENT, () -> {
                    story.hurry();
                    return DemoSite.CLIENT;
                });
                return new RedirectView("/demo");
            }
        }
        throw org.vigie.shared.Refused.field("mood", "refusal.choice", mood, List.of(ShopMood.values()));
    }
}
