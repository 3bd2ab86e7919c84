package dev.valence.element;

import java.util.Optional;
import java.util.Set;

/**
 * A CEQL condition that the vendor can express.
 *
 * @param field the attribute in {@code where}
 * @param operators the comparisons that mean the same at the vendor
 * @param parameter vendor query parameter that takes the value
 * @param like the patterns of {@code LIKE} that can be sent; present exactly when {@code operators} has it
 * @param separator joins the values of {@code IN}; present exactly when {@code operators} has it
 * @param maxValues most values of {@code IN}
 * @param required a list without this condition is refused with 400
 */
public record Condition(
        String field,
        Set<ConditionOperator> operators,
        String parameter,
        Optional<LikeForm> like,
        Optional<String> separator,
        Optional<Integer> maxValues,
        boolean required) {}
