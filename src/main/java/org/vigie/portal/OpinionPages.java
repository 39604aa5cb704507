package org.vigie.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.vigie.identity.Open;
import org.vigie.identity.Visits;
import org.vigie.page.Pages;
import org.vigie.servicedesk.Opinions;
import org.vigie.servicedesk.satisfaction.Opinion;
import org.vigie.servicedesk.satisfaction.Question;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;

/**
 * Behind the links of a resolution's mail, without sign-in. To look is not to answer: mail filters open each link before
 * anybody reads the mail, so the answer of the link is only chosen already, and one press sends it.
 */
@Controller
@Open
class OpinionPages {
    private final Opinions opinions;
    private final Pages pages;

    OpinionPages(Opinions opinions, Pages pages) {
        this.opinions = opinions;
        this.pages = pages;
    }

    @GetMapping("/opinion")
    View ask(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String score) {
        Question question = opinions.open(token);
        Opinion before = question.opinion();
        int chosen = chosen(score);
        return page(
                request,
                200,
                token,
                question,
                chosen > 0 || before == null ? chosen : before.score(),
                before == null ? "" : before.comment(),
                null,
                false);
    }

    @PostMapping("/opinion")
    View answer(
            HttpServletRequest request,
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String score,
            @RequestParam(defaultValue = "") String comment) {
        Question question = opinions.open(token);
        int chosen = chosen(score);
        if (Visits.viewer(request).filter(viewer -> viewer.role().isStaff()).isPresent()) {
            Words problem = Words.of("refusal.opinion.staff");
            return page(request, 409, token, question, chosen, comment, problem, false);
        }
        try {
            opinions.say(token, chosen, comment);
        } catch (Refused refused) {
            return page(request, 422, token, question, chosen, comment, refused.rule(), false);
        }
        return page(request, 200, token, question, chosen, comment, null, true);
    }

    private View page(
            HttpServletRequest request,
            int status,
            String token,
            Question question,
            int score,
            String comment,
            @Nullable Words problem,
            boolean thanks) {
        Map<String, Object> params = new HashMap<>();
        params.put("token", token);
        params.put("number", question.number());
        params.put("until", question.expiresAt());
        params.put("score", score);
        params.put("comment", comment);
        params.put("problem", problem);
        params.put("thanks", thanks);
        return pages.show(request, status, "portal/opinion", params);
    }

    /** 0 where nothing that is an answer was chosen. */
    private static int chosen(String score) {
        return score.matches("[1-5]") ? Integer.parseInt(score) : 0;
    }
}
