# 打印的协议。
paper-running = { $code } · 版本 { $version } · { $state }
paper-contents = 目录
paper-in-words = 大写
paper-matrix = 影响度（行）、紧急度（列）
paper-share = { $share } 的工单达到
paper-column-notes = 计量说明
paper-below = （见下表）
paper-name = 姓名
paper-title = 职务
paper-signature = 签字
paper-day = 日期
paper-seal = 盖章
