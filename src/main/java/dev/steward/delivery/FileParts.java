package dev.steward.delivery;

import java.time.LocalDate;

/**
 * A file that may need several: each part is shared as it becomes full, and what is said stands with the last one. Goes with
 * {@link Sheet}, which fills them.
 */
public final class FileParts {
    private final String name;
    private final String extension;
    private final String title;
    private final LocalDate day;
    private final Sharing sharing;
    private String words = "";
    private int shared;

    /**
     * @param name    what the files are called when they are saved, before the day and the part
     * @param title   what they are called in Slack, before the day and the part
     * @param day     of which they are
     * @param sharing where they go
     */
    public FileParts(String name, String extension, String title, LocalDate day, Sharing sharing) {
        this.name = name;
        this.extension = extension;
        this.title = title;
        this.day = day;
        this.sharing = sharing;
    }

    /** Shares one part of something, see {@link Files#share}. */
    @FunctionalInterface
    public interface Sharing {
        /** @param occasion another one for each part */
        void share(String occasion, Document part);
    }

    public void add(byte[] content) {
        shared++;
        boolean first = shared == 1;
        sharing.share("file " + shared,
                new Document(name + "-" + day + (first ? "" : "-" + shared) + "." + extension,
                        title + " of " + day + (first ? "" : ", part " + shared), words, content));
    }

    /** Says something with every part that comes after this. @param mrkdwn at most 3,000 characters */
    public void say(String mrkdwn) {
        words = mrkdwn;
    }

    /** How many there are so far. */
    public int shared() {
        return shared;
    }
}
