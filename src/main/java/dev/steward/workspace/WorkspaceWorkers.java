package dev.steward.workspace;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.steward.background.BackgroundWorker;

/** What goes on behind the scenes for workspaces. */
@Configuration(proxyBeanMethods = false)
class WorkspaceWorkers {
    @Bean
    BackgroundWorker eraseWorkspacesWorker(EraseWorkspaces erase) {
        return erase.worker();
    }

    @Bean
    BackgroundWorker rotateKeysWorker(RotateKeys rotate) {
        return rotate.worker();
    }
}
