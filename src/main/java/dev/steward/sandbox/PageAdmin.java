package dev.steward.sandbox;

import java.util.List;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.workspace.UserId;

/** The page on which accounts are closed, people become guests or admins, and user groups filled, as on the admin pages of Slack. */
@Controller
@SandboxMode
class PageAdmin {
    private final SandboxReads reads;
    private final PageScreens screens;
    private final Admin admin;

    PageAdmin(SandboxReads reads, PageScreens screens, Admin admin) {
        this.reads = reads;
        this.screens = screens;
        this.admin = admin;
    }

    record Group(String id, String name, String handle, List<Choice> people) {}

    record Account(Person who, AccountKind kind) {}

    record Choice(String id, String name, boolean chosen) {}

    @GetMapping("/as/{person}/people")
    String show(@PathVariable String person, Model model) {
        if (screens.person(person).isEmpty()) {
            return "redirect:/";
        }
        List<Person> people = reads.people().stream().filter(one -> !one.bot() && !one.outsider()).toList();
        model.addAttribute("workspace", reads.workspaceName());
        model.addAttribute("urls", new PageUrls(person));
        model.addAttribute("people",
                people.stream().map(one -> new Account(one, AccountKind.of(one))).toList());
        model.addAttribute("kinds", AccountKind.values());
        model.addAttribute("groups", admin.groups().stream()
                .map(group -> new Group(group.id(), group.name(), group.handle(), people.stream()
                        .filter(one -> !one.deactivated()).map(one -> new Choice(one.id().value(), one.name(),
                                group.members().contains(one.id().value())))
                        .toList()))
                .toList());
        return "sandbox/people";
    }

    @PostMapping("/as/{person}/people/{other}")
    String deactivates(@PathVariable String person, @PathVariable String other, @RequestParam boolean deactivated) {
        admin.deactivates(new UserId(other), deactivated);
        return back(person);
    }

    @PostMapping("/as/{person}/people/{other}/kind")
    String changes(@PathVariable String person, @PathVariable String other, @RequestParam AccountKind kind) {
        admin.changes(new UserId(other), kind);
        return back(person);
    }

    @PostMapping("/as/{person}/groups/{group}")
    String puts(@PathVariable String person, @PathVariable String group,
            @RequestParam(defaultValue = "") List<String> members) {
        admin.puts(group, members.stream().map(UserId::new).toList());
        return back(person);
    }

    private static String back(String person) {
        return "redirect:" + new PageUrls(person).people();
    }
}
