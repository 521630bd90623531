package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area.AreaId;

/**
 * A random history of one channel's digests: releases are published, edited and retracted, the digest is paused, changed, stopped and
 * begun again, instances are down, and transactions end late.
 */
final class DigestHistory {
    static final List<AreaId> AREAS = Stream.of(1, 2, 3).map(n -> new AreaId(new UUID(0xA0, n))).toList();

    private final DigestModel model = new DigestModel();
    private final List<ReleaseId> live = new ArrayList<>();
    private final Random random;
    private final World world;
    private Instant now;
    private boolean paused;

    /** What it happens to. */
    interface World {
        /** @param seen when the transaction ends; not before now */
        ReleaseId publish(@Nullable AreaId area, int tier, boolean digests, Instant now, Instant seen);

        void edit(ReleaseId release, @Nullable AreaId area, int tier, boolean digests, Instant now);

        void retract(ReleaseId release, Instant now);

        void subscribe(Interests wanted, Instant now);

        void change(Interests wanted, Instant now);

        void stop(Instant now);

        void pause(Instant now);

        void resume(Instant now);

        /** @param due when it was to be held: earlier, after downtime */
        List<ReleaseId> hold(Instant due, Instant now);
    }

    DigestHistory(Random random, World world, Instant begin) {
        this.random = random;
        this.world = world;
        this.now = begin;
    }

    /** Answers how many releases were in digests. */
    int run(int steps) {
        Interests wanted = interests();
        world.subscribe(wanted, now);
        model.begins(wanted, now);
        for (int i = 0; i < steps; i++) {
            step();
        }
        // whatever is owed comes with the next one
        hold();
        return model.told();
    }

    private void step() {
        now = now.plus(Duration.ofMinutes(1 + random.nextInt(random.nextInt(4) == 0 ? 20_000 : 60)));
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> publish();
            case 5, 6 -> edit();
            case 7 -> retract();
            case 8 -> {
                if (!paused) {
                    world.pause(now);
                    paused = true;
                }
            }
            case 9 -> {
                if (paused) {
                    world.resume(now);
                    paused = false;
                }
            }
            case 10 -> {
                Interests wanted = interests();
                world.change(wanted, now);
                model.wants(wanted);
            }
            case 11 -> {
                if (random.nextInt(4) == 0) {
                    world.stop(now);
                    now = now.plus(Duration.ofMinutes(random.nextInt(3000)));
                    Interests wanted = interests();
                    world.subscribe(wanted, now);
                    model.begins(wanted, now);
                    paused = false;
                }
            }
            default -> hold();
        }
    }

    private void publish() {
        AreaId area = area();
        int tier = 1 + random.nextInt(3);
        boolean digests = random.nextInt(5) > 0;
        boolean late = random.nextInt(4) == 0;
        Instant seen = late ? now.plus(Duration.ofMinutes(random.nextInt(1200))) : now;
        Instant published = now;
        ReleaseId id = world.publish(area, tier, digests, published, seen);
        if (late && random.nextBoolean()) {
            // one is held between the beginning and the end of the transaction
            now = now.plus(Duration.between(now, seen).dividedBy(2));
            if (now.isBefore(seen)) {
                holdWithout(id);
            }
        }
        now = seen.isAfter(now) ? seen : now;
        model.published(id, area, tier, digests, published, seen);
        live.add(id);
    }

    private void holdWithout(ReleaseId unseen) {
        if (!paused) {
            List<ReleaseId> chosen = world.hold(now, now);
            model.held(chosen, now);
            if (chosen.contains(unseen)) {
                throw new AssertionError("The world shows what is not committed");
            }
        }
    }

    private void edit() {
        if (live.isEmpty()) {
            return;
        }
        ReleaseId id = live.get(random.nextInt(live.size()));
        AreaId area = area();
        int tier = 1 + random.nextInt(3);
        boolean digests = random.nextInt(5) > 0;
        world.edit(id, area, tier, digests, now);
        model.edited(id, area, tier, digests, now);
    }

    private void retract() {
        if (!live.isEmpty()) {
            ReleaseId id = live.remove(random.nextInt(live.size()));
            world.retract(id, now);
            model.retracted(id);
        }
    }

    private void hold() {
        if (paused) {
            return;
        }
        Instant due = now;
        if (random.nextInt(4) == 0) {
            now = now.plus(Duration.ofMinutes(random.nextInt(30_000)));
        }
        model.held(world.hold(due, now), now);
    }

    private @Nullable AreaId area() {
        int which = random.nextInt(AREAS.size() + 1);
        return which == AREAS.size() ? null : AREAS.get(which);
    }

    private Interests interests() {
        Set<AreaId> areas = new HashSet<>();
        for (AreaId area : AREAS) {
            if (random.nextInt(3) == 0) {
                areas.add(area);
            }
        }
        var tiers = new TreeSet<Integer>();
        while (tiers.isEmpty()) {
            for (int tier = 1; tier <= 3; tier++) {
                if (random.nextInt(3) > 0) {
                    tiers.add(tier);
                }
            }
        }
        return new Interests(areas, tiers);
    }
}
