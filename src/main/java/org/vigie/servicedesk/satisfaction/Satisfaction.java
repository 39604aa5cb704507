package org.vigie.servicedesk.satisfaction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked and answered in some time, counted from the questions themselves.
 *
 * @param resolutions all of them
 * @param asked to how many a question went
 * @param scores how many answered 1, 2, 3, 4 and 5; the last answer of each
 */
public record Satisfaction(int resolutions, int asked, List<Integer> scores) {
    public Satisfaction {
        scores = List.copyOf(scores);
        if (scores.size() != Opinion.HIGHEST) {
            throw new IllegalArgumentException("five scores, not " + scores.size());
        }
    }

    static Satisfaction of(List<Question> questions) {
        var scores = new Integer[] {0, 0, 0, 0, 0};
        int asked = 0;
        for (Question question : questions) {
            asked += question.asked() ? 1 : 0;
            if (question.opinion() != null) {
                scores[question.opinion().score() - 1]++;
            }
        }
        return new Satisfaction(questions.size(), asked, List.of(scores));
    }

    public int answered() {
        return scores.stream().mapToInt(Integer::intValue).sum();
    }

    /** The mean, from 1 to 5; null, not measurable, where nobody answered. */
    public @Nullable Double mean() {
        int sum = 0;
        for (int score = Opinion.LOWEST; score <= Opinion.HIGHEST; score++) {
            sum += score * scores.get(score - 1);
        }
        return answered() == 0 ? null : (double) sum / answered();
    }
}
