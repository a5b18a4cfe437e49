# Печатный текст договора.
paper-running = { $code } · версия { $version } · { $state }
paper-contents = Содержание
paper-in-words = Прописью
paper-matrix = Влияние (строки), срочность (столбцы)
paper-share = в { $share } случаев
paper-column-notes = Как считается
paper-below = (ниже)
paper-name = Имя
paper-title = Должность
paper-signature = Подпись
paper-day = Дата
paper-seal = Печать
