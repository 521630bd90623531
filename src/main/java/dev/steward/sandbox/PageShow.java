package dev.steward.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.sandbox.SandboxReads.Shortcut;
import dev.steward.workspace.ChannelId;

/** The sandbox's screens, and each part of them alone for when it changes. */
@Controller
@SandboxMode
class PageShow {

    private final PageScreens screens;
    private final SandboxReads reads;
    private final SandboxActions actions;
    private final PageAssets assets;

    PageShow(PageScreens screens, SandboxReads reads, SandboxActions actions, PageAssets assets) {
        this.screens = screens;
        this.reads = reads;
        this.actions = actions;
        this.assets = assets;
    }

    @ModelAttribute("shortcuts")
    List<Shortcut> messageShortcuts() {
        return reads.messageShortcuts();
    }

    /** Of which change the page knows at least: taken before anything else is read. */
    @ModelAttribute("asOf")
    long asOf() {
        return screens.asOf();
    }

    @GetMapping("/")
    String front() {
        return "redirect:" + screens.landing(screens.firstPerson());
    }

    @GetMapping("/as/{person}")
    String somebody(@PathVariable String person) {
        return screens.person(person).map(me -> "redirect:" + screens.landing(me)).orElse("redirect:/");
    }

    @GetMapping({"/as/{person}/c/{channel}", "/as/{person}/c/{channel}/m/{message}"})
    String channel(@PathVariable String person, @PathVariable String channel,
            @PathVariable(required = false) @Nullable String message, Model model) {
        var me = screens.person(person);
        if (me.isEmpty() || !channelShown(me.get(), channel, null, model)) {
            return "redirect:" + me.map(screens::landing).orElse("/");
        }
        model.addAttribute("target", message);
        return screen(me.get(), new ChannelId(channel), model);
    }

    @GetMapping("/as/{person}/c/{channel}/t/{ts}")
    String thread(@PathVariable String person, @PathVariable String channel, @PathVariable String ts, Model model) {
        var me = screens.person(person);
        if (me.isEmpty() || !channelShown(me.get(), channel, null, model)) {
            return "redirect:" + me.map(screens::landing).orElse("/");
        }
        var thread = screens.thread(me.get(), new ChannelId(channel), ts);
        if (thread.isEmpty()) {
            return "redirect:" + new PageUrls(person).channel(channel);
        }
        model.addAttribute("thread", thread.get());
        return screen(me.get(), new ChannelId(channel), model);
    }

    @GetMapping("/as/{person}/home")
    String home(@PathVariable String person, Model model) {
        var me = screens.person(person);
        if (me.isEmpty()) {
            return "redirect:/";
        }
        actions.opensHome(me.get().id());
        model.addAttribute("home", screens.home(me.get()));
        return screen(me.get(), null, model);
    }

    private String screen(Person me, @Nullable ChannelId at, Model model) {
        model.addAttribute("shell", screens.shell(me, at));
        model.addAttribute("modals", screens.modals(me, Map.of()));
        model.addAttribute("calls", screens.calls(me));
        model.addAttribute("htmx", assets.htmx());
        return "sandbox/page";
    }

    private boolean channelShown(Person me, String channel, @Nullable String since, Model model) {
        var shown = screens.channel(me, new ChannelId(channel), since);
        shown.ifPresent(it -> model.addAttribute("channel", it));
        return shown.isPresent();
    }

    @GetMapping("/as/{person}/parts/sidebar")
    String sidebarPart(@PathVariable String person, @RequestParam(required = false) @Nullable String channel,
            Model model) {
        model.addAttribute("shell", screens.shell(me(person), channel == null ? null : new ChannelId(channel)));
        return "sandbox/parts :: sidebar";
    }

    @GetMapping("/as/{person}/c/{channel}/parts/messages")
    String messagesPart(@PathVariable String person, @PathVariable String channel, @RequestParam String since,
            Model model) {
        if (!channelShown(me(person), channel, since, model)) {
            throw new NoSuchElementException("no channel");
        }
        return "sandbox/messages :: list";
    }

    @GetMapping("/as/{person}/c/{channel}/t/{ts}/parts/messages")
    String threadPart(@PathVariable String person, @PathVariable String channel, @PathVariable String ts,
            Model model) {
        model.addAttribute("thread", screens.thread(me(person), new ChannelId(channel), ts).orElseThrow());
        return "sandbox/messages :: threadList";
    }

    @GetMapping("/as/{person}/completions")
    String completions(@RequestParam String typed, @RequestParam String list, Model model) {
        model.addAttribute("completions", reads.completions(typed));
        model.addAttribute("list", list);
        return "sandbox/parts :: completions";
    }

    @GetMapping("/as/{person}/parts/calls")
    String callsPart(@PathVariable String person, Model model) {
        model.addAttribute("calls", screens.calls(me(person)));
        return "sandbox/parts :: calls";
    }

    @GetMapping("/sandbox/calls/{id}")
    String call(@PathVariable long id, Model model) {
        model.addAttribute("call", screens.call(id).orElseThrow());
        return "sandbox/parts :: call";
    }

    @GetMapping("/as/{person}/files/{file}")
    ResponseEntity<byte[]> file(@PathVariable String person, @PathVariable String file) {
        var content = reads.fileContent(me(person).id(), file).orElseThrow();
        boolean image = content.mimeType().matches("image/(png|jpeg|gif|webp|avif)");
        var disposition = image ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(image ? MediaType.parseMediaType(content.mimeType()) : MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Disposition",
                        disposition.filename(content.name(), java.nio.charset.StandardCharsets.UTF_8).build()
                                .toString())
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .body(content.content());
    }

    @GetMapping(path = "/sandbox/avatars.css", produces = "text/css")
    ResponseEntity<String> avatars() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(screens.avatars());
    }

    private Person me(String person) {
        return screens.person(person).orElseThrow();
    }
}
