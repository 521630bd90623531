package dev.steward.picture;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws in a process of its own: as Steward does, or as Java would. */
final class DrawAlone {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("shapes")) {
            Files.write(Path.of(arguments[1]), Timelines.approval().png());
        } else {
            new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB).createGraphics().drawString("text", 1, 9);
        }
    }

    private DrawAlone() {}
}
