package dev.steward.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

import dev.steward.picture.Timeline.Tone;
import dev.steward.picture.TimelineLayout.Fill;
import dev.steward.picture.TimelineLayout.Ink;
import dev.steward.picture.TimelineLayout.Pen;

/** Puts a layout on paper. Shapes alone: text comes as outlines. */
final class Drawing {
    static final Color PAPER = Color.WHITE;
    static final Color WORKING = new Color(0xCFE6F7);
    static final Color WEEKEND = new Color(0xECEDF0);
    static final Color NIGHT = new Color(0xF6F6F8);
    private static final Color STRONG = new Color(0x1D1C1D);
    private static final Color SOFT = new Color(0x616061);
    private static final Color FINE = new Color(0xDDDDDD);
    private static final Color NOW = new Color(0xC01343);
    private static final double SCALE = 2;

    static byte[] png(TimelineLayout layout) {
        var image = new BufferedImage(Timeline.WIDTH, (int) Math.ceil(layout.height() * SCALE),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = image.createGraphics();
        try {
            paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            paper.setColor(PAPER);
            paper.fillRect(0, 0, image.getWidth(), image.getHeight());
            paper.scale(SCALE, SCALE);
            layout.bands().forEach(band -> {
                paper.setColor(of(band.fill()));
                paper.fill(band.fill() == Fill.WORKING
                        ? new RoundRectangle2D.Double(band.x(), band.y(), band.width(), band.height(), 6, 6)
                        : new Rectangle2D.Double(band.x(), band.y(), band.width(), band.height()));
            });
            layout.strokes().forEach(stroke -> {
                paper.setColor(of(stroke.pen()));
                paper.setStroke(of(stroke.pen()) == NOW
                        ? new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[]{4, 3}, 0)
                        : new BasicStroke(stroke.pen() == Pen.TRACK ? 1.5f : 1));
                paper.draw(new Line2D.Double(stroke.x1(), stroke.y1(), stroke.x2(), stroke.y2()));
            });
            layout.texts().forEach(text -> {
                paper.setColor(of(text.ink()));
                paper.fill(Letters.BUNDLED.outline(text.words(), text.style())
                        .createTransformedShape(AffineTransform.getTranslateInstance(text.x(), text.y())));
            });
            layout.points().forEach(point -> {
                Shape shape = shape(point.tone(), point.x(), point.y());
                paper.setColor(PAPER);
                paper.setStroke(new BasicStroke(3));
                paper.draw(shape);
                paper.setColor(of(point.tone()));
                paper.fill(shape);
            });
        } finally {
            paper.dispose();
        }
        return png(image);
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Each has a shape too, for those who do not tell the colours apart. */
    private static Shape shape(Tone tone, double x, double y) {
        return switch (tone) {
            case ASK -> new Ellipse2D.Double(x - 6, y - 6, 12, 12);
            case REMIND -> polygon(x, y - 7, x + 7, y, x, y + 7, x - 7, y);
            case CLIMB -> polygon(x, y - 7.500, x + 7, y + 5, x - 7, y + 5);
            case END -> new Rectangle2D.Double(x - 5.500, y - 5.500, 11, 11);
        };
    }

    private static Shape polygon(double... points) {
        var path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }

    static Color of(Tone tone) {
        return switch (tone) {
            case ASK -> new Color(0x1264A3);
            case REMIND -> new Color(0x946200);
            case CLIMB -> new Color(0x7C3085);
            case END -> new Color(0xB3261E);
        };
    }

    private static Color of(Fill fill) {
        return switch (fill) {
            case NIGHT -> NIGHT;
            case WEEKEND -> WEEKEND;
            case WORKING -> WORKING;
        };
    }

    private static Color of(Pen pen) {
        return switch (pen) {
            case DAY, HOUR -> FINE;
            case TRACK -> new Color(0xA8B4BF);
            case NOW -> NOW;
            case ASK, REMIND, CLIMB, END -> of(Tone.valueOf(pen.name()));
        };
    }

    private static Color of(Ink ink) {
        return switch (ink) {
            case STRONG -> STRONG;
            case SOFT -> SOFT;
            case NOW -> NOW;
            case ASK, REMIND, CLIMB, END -> of(Tone.valueOf(ink.name()));
        };
    }

    private Drawing() {}
}
