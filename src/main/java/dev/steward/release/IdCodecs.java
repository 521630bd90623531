package dev.steward.release;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.steward.slack.Codec;

/** The text forms of ids, for buttons that say which thing they are about and no more. */
final class IdCodecs {
    static final Codec<ReleaseId> RELEASE = of(ReleaseId::new);
    static final Codec<AudienceId> AUDIENCE = of(AudienceId::new);
    static final Codec<QuestionId> QUESTION = of(QuestionId::new);
    static final Codec<TaskId> TASK = of(TaskId::new);
    static final Codec<SourceId> SOURCE = of(SourceId::new);
    /** Of what has no id of a type of its own: a working copy, a digest, a part of a list. */
    static final Codec<UUID> ID = of(Function.identity());

    private IdCodecs() {}

    private static <I> Codec<I> of(Function<UUID, I> id) {
        return Codec.of(about -> List.of(about.toString()), in -> id.apply(in.id()));
    }
}
