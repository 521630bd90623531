package dev.steward.sandbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.multipart.MultipartFile;

import dev.steward.sandbox.Place.InMessage;
import dev.steward.sandbox.Place.InView;
import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

/**
 * What a person does on the page. What comes of it arrives live, for everyone; the answer here is only what went wrong, for the
 * one who did it.
 */
@Controller
@SandboxMode
class PageDo {

    private final PageScreens screens;
    private final SandboxActions actions;

    PageDo(PageScreens screens, SandboxActions actions) {
        this.screens = screens;
        this.actions = actions;
    }

    @PostMapping("/as/{person}/c/{channel}/messages")
    String says(@PathVariable String person, @PathVariable String channel,
            @RequestParam(required = false) @Nullable String thread, @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable List<MultipartFile> files, Model model,
            HttpServletResponse response) throws IOException {
        var me = me(person).id();
        var where = new ChannelId(channel);
        var words = text.replace("\r\n", "\n").strip();
        var attached = files == null
                ? List.<MultipartFile>of()
                : files.stream().filter(file -> !file.isEmpty()).toList();
        Outcome outcome = null;
        if (attached.isEmpty()) {
            outcome = words.isEmpty() ? null : actions.types(me, where, thread, words);
        }
        for (var file : attached) {
            var name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
            outcome = actions.uploads(me, where, thread, name, type(file), file.getBytes(),
                    file == attached.getFirst() ? words : "");
        }
        return notice(outcome, model, response);
    }

    private static String type(MultipartFile file) {
        return file.getContentType() == null ? MediaType.APPLICATION_OCTET_STREAM_VALUE : file.getContentType();
    }

    @PostMapping("/as/{person}/c/{channel}/m/{ts}/uses")
    String usesInMessage(@PathVariable String person, @PathVariable String channel, @PathVariable String ts,
            @RequestParam MultiValueMap<String, String> posted, Model model, HttpServletResponse response) {
        return uses(me(person), new InMessage(new ChannelId(channel), ts), posted, model, response);
    }

    @PostMapping("/as/{person}/views/{view}/uses")
    String usesInView(@PathVariable String person, @PathVariable String view,
            @RequestParam MultiValueMap<String, String> posted, Model model, HttpServletResponse response) {
        return uses(me(person), new InView(view), posted, model, response);
    }

    private String uses(Person me, Place place, MultiValueMap<String, String> posted, Model model,
            HttpServletResponse response) {
        var block = said(posted, "block");
        var action = said(posted, "action");
        var fields = new ArrayList<>(PageFields.read(posted, me.zone()));
        var held = fields.stream().filter(field -> isAt(field, block, action)).findFirst();
        var used = held.orElseGet(() -> posted.containsKey("value")
                ? Field.of(block, action, said(posted, "value"))
                : Field.of(block, action));
        fields.removeIf(field -> isAt(field, block, action));
        return notice(actions.uses(me.id(), place, used, fields), model, response);
    }

    private static boolean isAt(Field field, String block, String action) {
        return field.blockId().equals(block) && field.actionId().equals(action);
    }

    private static String said(MultiValueMap<String, String> posted, String name) {
        var value = posted.getFirst(name);
        return value == null ? "" : value;
    }

    @PostMapping("/as/{person}/c/{channel}/m/{ts}/asks")
    String asksInMessage(@PathVariable String person, @PathVariable String channel, @PathVariable String ts,
            @RequestParam MultiValueMap<String, String> posted, Model model) {
        return asks(me(person), new InMessage(new ChannelId(channel), ts), posted, model);
    }

    @PostMapping("/as/{person}/views/{view}/asks")
    String asksInView(@PathVariable String person, @PathVariable String view,
            @RequestParam MultiValueMap<String, String> posted, Model model) {
        return asks(me(person), new InView(view), posted, model);
    }

    private String asks(Person me, Place place, MultiValueMap<String, String> posted, Model model) {
        var choices = actions.asks(me.id(), place, said(posted, "block"), said(posted, "action"),
                said(posted, "typed"));
        model.addAttribute("failure", choices.failure());
        model.addAttribute("options",
                PageHtml.all(PageSelects.options(said(posted, "list"), choices.choices(), Map.of())).html());
        model.addAttribute("none", choices.choices().isEmpty());
        return "sandbox/parts :: choices";
    }

    /** The modals as they are now, after keeping what was typed into them. */
    @PostMapping("/as/{person}/parts/views")
    String views(@PathVariable String person, @RequestParam(required = false) @Nullable String view,
            @RequestParam MultiValueMap<String, String> posted, Model model) {
        var me = me(person);
        keep(me, view, posted);
        return views(me, null, Map.of(), model);
    }

    @PostMapping("/as/{person}/parts/home")
    String home(@PathVariable String person, @RequestParam(required = false) @Nullable String view,
            @RequestParam MultiValueMap<String, String> posted, Model model) {
        var me = me(person);
        keep(me, view, posted);
        model.addAttribute("home", screens.home(me));
        return "sandbox/parts :: home";
    }

    private void keep(Person me, @Nullable String view, MultiValueMap<String, String> posted) {
        var fields = PageFields.read(posted, me.zone());
        if (view != null && !view.isEmpty() && !fields.isEmpty()) {
            actions.keeps(me.id(), view, fields);
        }
    }

    @PostMapping("/as/{person}/views/{view}/submits")
    String submits(@PathVariable String person, @PathVariable String view,
            @RequestParam MultiValueMap<String, String> posted, Model model) {
        var me = me(person);
        var outcome = actions.submits(me.id(), view, PageFields.read(posted, me.zone()));
        return views(me, outcome.failure(), outcome.fieldErrors(), model);
    }

    @PostMapping("/as/{person}/views/{view}/closes")
    String closes(@PathVariable String person, @PathVariable String view,
            @RequestParam(defaultValue = "false") boolean all, Model model) {
        var me = me(person);
        var outcome = actions.closes(me.id(), view, all);
        return views(me, outcome.failure(), Map.of(), model);
    }

    private String views(Person me, @Nullable String failure, Map<String, String> errors, Model model) {
        model.addAttribute("asOf", screens.asOf());
        model.addAttribute("modals", screens.modals(me, errors));
        model.addAttribute("failure", failure);
        return "sandbox/parts :: modals";
    }

    @PostMapping("/as/{person}/c/{channel}/m/{ts}/shortcuts/{callback}")
    String messageShortcut(@PathVariable String person, @PathVariable String channel, @PathVariable String ts,
            @PathVariable String callback, Model model, HttpServletResponse response) {
        return notice(actions.usesShortcut(me(person).id(), callback, new ChannelId(channel), ts), model, response);
    }

    @PostMapping("/as/{person}/shortcuts/{callback}")
    String globalShortcut(@PathVariable String person, @PathVariable String callback, Model model,
            HttpServletResponse response) {
        return notice(actions.usesShortcut(me(person).id(), callback), model, response);
    }

    @PostMapping("/as/{person}/c/{channel}/m/{ts}/reactions")
    String reacts(@PathVariable String person, @PathVariable String channel, @PathVariable String ts,
            @RequestParam String emoji, @RequestParam(defaultValue = "true") boolean on, Model model,
            HttpServletResponse response) {
        var me = me(person).id();
        var where = new ChannelId(channel);
        return notice(on ? actions.reacts(me, where, ts, emoji) : actions.unreacts(me, where, ts, emoji), model,
                response);
    }

    @PostMapping("/as/{person}/c/{channel}/m/{ts}/edits")
    String edits(@PathVariable String person, @PathVariable String channel, @PathVariable String ts,
            @RequestParam String text, Model model, HttpServletResponse response) {
        return notice(actions.edits(me(person).id(), new ChannelId(channel), ts, text.replace("\r\n", "\n").strip()),
                model, response);
    }

    @PostMapping("/as/{person}/c/{channel}/m/{ts}/deletes")
    String deletes(@PathVariable String person, @PathVariable String channel, @PathVariable String ts, Model model,
            HttpServletResponse response) {
        return notice(actions.deletes(me(person).id(), new ChannelId(channel), ts), model, response);
    }

    @PostMapping("/as/{person}/c/{channel}/m/{ts}/dismisses")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void dismisses(@PathVariable String person, @PathVariable String channel, @PathVariable String ts) {
        actions.dismisses(me(person).id(), new ChannelId(channel), ts);
    }

    @PostMapping("/as/{person}/c/{channel}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reads(@PathVariable String person, @PathVariable String channel, @RequestParam String ts) {
        actions.marksRead(me(person).id(), new ChannelId(channel), ts);
    }

    @PostMapping("/as/{person}/dm/{other}")
    String opensDirectMessages(@PathVariable String person, @PathVariable String other) {
        var me = me(person);
        var channel = actions.opensDirectMessages(me.id(), new UserId(other));
        return "redirect:" + new PageUrls(person).channel(channel.value());
    }

    @PostMapping("/as/{person}/c/{channel}/join")
    String joins(@PathVariable String person, @PathVariable String channel) {
        actions.joins(me(person).id(), new ChannelId(channel));
        return "redirect:" + new PageUrls(person).channel(channel);
    }

    @PostMapping("/as/{person}/files")
    @ResponseBody
    ResponseEntity<String> puts(@PathVariable String person, @RequestParam MultipartFile file) throws IOException {
        var name = file.getOriginalFilename() == null ? "file" : file.getOriginalFilename();
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(actions.puts(me(person).id(), name, type(file), file.getBytes()));
    }

    /** Tells the page's script whether it may empty the composer, and the person what did not work. */
    private static String notice(@Nullable Outcome outcome, Model model, HttpServletResponse response) {
        boolean worked = outcome == null || outcome.worked();
        response.setHeader("X-Worked", Boolean.toString(worked));
        model.addAttribute("failure", outcome == null ? null : outcome.failure());
        return "sandbox/parts :: notice";
    }

    private Person me(String person) {
        return screens.person(person).orElseThrow();
    }
}
