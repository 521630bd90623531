package dev.steward.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.steward.policy.Evaluation.Result;
import dev.steward.policy.Evaluation.Tried;

/**
 * The rules of a workspace.
 *
 * @param audiences names that requests and rules may use (escape before showing)
 * @param rules     in order: the first that matches decides
 */
public record Policy(List<Gate> gates, List<String> audiences, List<Rule> rules) {
    public Policy {
        gates = List.copyOf(gates);
        audiences = List.copyOf(audiences);
        rules = List.copyOf(rules);
    }

    public Optional<Gate> gate(String name) {
        return gates.stream().filter(gate -> gate.name().equals(name)).findFirst();
    }

    /**
     * Which rule decides, and why.
     *
     * @throws IllegalArgumentException when there is no such gate
     */
    public Evaluation evaluate(String gate, Scope scope) {
        Gate asked = gate(gate).orElseThrow(() -> new IllegalArgumentException("There is no gate " + gate));
        List<Tried> tried = new ArrayList<>();
        for (Rule rule : rules) {
            Tried one = new Trial(this, asked, scope).of(rule);
            tried.add(one);
            if (one.result() != Result.DIFFERS) {
                return new Evaluation(one.result() == Result.MATCHED ? Optional.of(rule) : Optional.empty(), tried);
            }
        }
        return new Evaluation(Optional.empty(), tried);
    }
}
